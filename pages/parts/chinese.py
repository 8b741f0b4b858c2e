"""Puts Streamlit's own English into Chinese, in the browser.

Streamlit has no translations (streamlit #1353, #13500), so one constant script carries a dictionary of the exact words
its widgets use and replaces them as they appear: text, and the attributes that a screen reader or a tooltip
reads.  It also declares the page Chinese, so that no browser offers to translate it.

Only whole texts that are in the dictionary change, so no figure and no name from the data can.
tests/test_shell.py looks every word up in the pinned Streamlit, so a word that a new version rewords is noticed.
"""

import json

import streamlit as st

from pages.parts.dictionary import PATTERNS, WORDS

# What an earlier page started goes on watching, so it starts once; drawings hold our own words, so they are left alone.
_SCRIPT = """
<script>
(() => {
  document.documentElement.lang = "zh-CN";
  if (window.spokenChinese) return;
  window.spokenChinese = true;
  const words = new Map(Object.entries(%(words)s));
  const patterns = %(patterns)s.map(([from, to]) => [new RegExp(from), to]);
  const attributes = ["aria-label", "title", "placeholder", "data-title", "alt"];
  const inside = "svg, canvas, script, style, [data-testid=stIconMaterial]";

  const translate = (text) => {
    const plain = text.trim();
    if (!/[A-Za-z]/.test(plain)) return text;
    if (words.has(plain)) return words.get(plain);
    for (const [from, to] of patterns) if (from.test(plain)) return plain.replace(from, to);
    const colon = plain.indexOf(": ");            // a toolbar button of a named table: "Search: 差距清单"
    const head = words.get(plain.slice(0, colon));
    return colon > 0 && head ? head + "：" + plain.slice(colon + 2) : text;
  };
  const put = (before, write) => {
    const after = translate(before);
    if (after !== before) write(after);
  };
  const speakText = (node) => put(node.nodeValue, (text) => { node.nodeValue = text; });
  const speakAttributes = (element) => {
    for (const name of attributes)
      if (element.hasAttribute(name)) put(element.getAttribute(name), (text) => element.setAttribute(name, text));
  };
  const speak = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      if (!node.parentElement?.closest(inside)) speakText(node);
    } else if (node.nodeType === Node.ELEMENT_NODE && !node.closest(inside)) {
      speakAttributes(node);
      node.childNodes.forEach(speak);
    }
  };

  speak(document.body);
  new MutationObserver((changes) => changes.forEach((change) => {
    if (change.type === "childList") change.addedNodes.forEach(speak);
    else if (change.type === "attributes") speakAttributes(change.target);
    else speak(change.target);
  })).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes,
  });
})();
</script>
"""

SCRIPT = _SCRIPT % {
    "words": json.dumps(WORDS, ensure_ascii=False),
    "patterns": json.dumps(PATTERNS, ensure_ascii=False),
}


def speak_chinese() -> None:
    """Send the script; it is a constant, which is why it may run."""
    st.html(SCRIPT, unsafe_allow_javascript=True)
