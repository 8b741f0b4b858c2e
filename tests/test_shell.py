"""The shell without a browser: pins, settings that keep us offline, and where we lean on Streamlit's internals."""

import gc
import importlib
import re
import shutil
import tomllib
from pathlib import Path
from unittest.mock import Mock

import pytest
import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.testing.v1 import AppTest

from pages.parts import chinese, entry
from pages.parts.dictionary import WORDS

ROOT = Path(__file__).resolve().parents[1]
CONFIG = tomllib.loads((ROOT / ".streamlit/config.toml").read_text())
SCRIPTS = Path(st.__file__).parent / "static/static/js"
SPOKEN_BY = re.compile(
    "(index|DataFrame|PlotlyChart|Multiselect|Selectbox|TextInput|Toolbar|FileUploader|DownloadButton|StreamlitMarkdown"
    r"|Table|Pagination|NumberInput|DateInput|utils|useCopyToClipboard)\..+\.js"
)


@pytest.fixture(scope="module")
def streamlit_words() -> str:
    return "\n".join(path.read_text("utf-8") for path in SCRIPTS.iterdir() if SPOKEN_BY.fullmatch(path.name))


def test_streamlit_still_has_the_internals_that_the_entry_leans_on():
    assert hasattr(PagesManager, "uses_pages_directory")
    assert hasattr(PagesManager, "main_script_hash")
    assert hasattr(ScriptRunContext, "run_with_active_hash")


def test_a_page_opened_before_the_table_of_contents_asks_for_it_once(monkeypatch):
    monkeypatch.setattr(PagesManager, "uses_pages_directory", True)
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(st, "rerun", reruns := Mock())
    entry.ensure_entry()
    entry.ensure_entry()
    assert PagesManager.uses_pages_directory is False
    assert reruns.call_count == 1


def test_an_unsound_rubric_is_shown_as_problems_with_lines(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "config", tmp_path / "config")
    rubric = tmp_path / "config/rubric-2026.yaml"
    rubric.write_text(rubric.read_text().replace("accumulate:", "acumulate:", 1))
    monkeypatch.setenv("READINESS_CONFIG", str(tmp_path / "config"))
    st.cache_resource.clear()
    page = AppTest.from_file(str(ROOT / "pages/overview.py"), default_timeout=60).run()
    assert not page.exception
    assert "处问题" in page.error[0].value
    shown = page.table[0].value
    assert shown["问题"].str.len().min() > 0
    assert re.fullmatch(r"\d+", shown["第几行"].iloc[0])


@pytest.mark.parametrize("english", WORDS)
def test_streamlit_still_says_the_words_that_we_translate(english, streamlit_words):
    assert any(f"{quote}{english}{quote}" in streamlit_words for quote in "`\"'")


def test_the_script_is_well_formed():
    assert chinese.SCRIPT.count("<script>") == chinese.SCRIPT.count("</script>") == 1
    assert "%(" not in chinese.SCRIPT


def test_loading_the_shell_freezes_what_is_heavy():
    importlib.import_module("pages.parts.boot")
    assert gc.get_freeze_count() > 50_000


@pytest.mark.parametrize("scale", ["chartCategoricalColors", "chartSequentialColors", "chartDivergingColors"])
def test_a_scale_has_exactly_ten_colours(scale):
    colours = CONFIG["theme"][scale]
    assert len(set(colours)) == 10
    assert all(re.fullmatch("#[0-9A-F]{6}", colour) for colour in colours)


def test_the_board_listens_on_this_machine_only_and_reports_to_nobody():
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert "://" not in (ROOT / ".streamlit/config.toml").read_text()


def test_a_fault_shows_no_code_to_a_reader():
    assert CONFIG["client"]["showErrorDetails"] == "none"
    assert CONFIG["client"]["toolbarMode"] == "minimal"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-test.txt"])
def test_every_requirement_is_pinned(name):
    lines = [line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith(("#", "-r "))]
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9-]+(\[[a-z]+\])?==[0-9.]+", line)] == []
