"""What is typical of the county in 2026, month by month, and how the townships spread around it.

Levels, shares and counts stand as known at the end of each month (累计); C01 and C02 are each month's own.  Items that are
reported by quarter have figures in between all the same: only what is due gets into a form.
"""

from __future__ import annotations

from typing import NamedTuple

Year = tuple[float, ...]
YEAR = 2026

CALENDAR = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
PM25 = (56, 46, 38, 30, 24, 19, 16, 16, 21, 30, 38, 47)
GOOD_DAYS = (71, 79, 87, 92, 90, 84, 88, 90, 91, 92, 86, 78)


class Level(NamedTuple):
    """A rate that stands at some height: how far units spread, how much it rises from year to year.

    `lift` is how much better the units report themselves than the county is found to be.
    """

    months: Year
    spread: float
    rise: float
    low: float = 0.0
    high: float = 100.0
    lift: float = 0.0


LEVELS = {
    "A03": Level((90, 88, 89, 88, 88, 89, 89, 90, 92, 94, 96, 98), 6, 4, lift=4),
    "D03": Level((92, 92.1, 92.6, 93, 93.4, 92.8, 92.5, 93.2, 94.1, 94.6, 95, 95.3), 1.5, 1.8, low=70),
    "D04": Level((38, 38, 38.3, 38.8, 39.4, 40.1, 41, 41.8, 42.6, 43.6, 44.5, 45.2), 5, 6, low=20, high=70),
    "E01": Level((89, 89, 89, 89, 89, 89, 90, 90.5, 91, 91.5, 92.4, 93.4), 2, 1.4, low=80),
    "E02": Level((97.2, 97, 97.4, 97.8, 98, 98.1, 98.3, 98.4, 98.6, 98.9, 99, 99.2), 1, 1.2, low=88),
    "E03": Level((28.5, 28.8, 29.2, 29.9, 30.4, 30.8, 31.2, 31.9, 32.6, 33.3, 34.1, 34.8), 2.5, 5, low=10, high=45),
    "E04": Level((92, 92, 92, 92, 92, 92, 93, 93.5, 94, 95, 95.5, 96), 2.5, 2, low=80),
    "F01": Level((78.8, 78.9, 79.1, 79.4, 79.6, 79.9, 80.3, 80.8, 81.2, 81.6, 82.1, 82.6), 3, 2.4, low=60),
    "F06": Level((88.5, 88.5, 88.5, 88.6, 88.8, 88.9, 89, 89.2, 89.3, 89.8, 90.2, 90.4), 2, 1.6, low=80),
    "H01": Level((95, 95, 95, 95, 95, 96, 96.5, 97, 97, 98, 99, 100), 3, 3),
    "H04": Level((94.2, 93.5, 94.8, 95.1, 95.6, 95.3, 94.7, 95.2, 95.8, 96, 96.1, 95.9), 2, 0.4),
    "H06": Level((88, 88, 90, 90, 91, 92, 93, 94, 95, 96, 97, 98), 3, 4),
    "L02": Level((89.8, 89.8, 89.8, 89.8, 89.8, 89.8, 90, 90.2, 90.5, 90.8, 91, 91.2), 2, 1.6, low=82, high=95),
    "M01": Level((100, 100, 94, 92, 91, 91, 91, 92, 93, 94, 96, 98), 5, 3, low=60),
}


class Rising(NamedTuple):
    """A share that starts the year at nought: how far units spread around its pace, where it ends, last year ÷ this year."""

    months: Year
    spread: float
    top: float = 100.0
    before: float = 0.97


RISING = {
    "B02": Rising((0, 5, 11, 19, 28, 39, 50, 60, 71, 83, 93, 102), 0.04, 115, 1.02),
    "F02": Rising((0, 6, 29.5, 50, 60, 71, 78, 83, 87, 90, 92, 92.4), 0.04, 96),
    "F05": Rising((0, 2, 8, 16, 27, 38, 45, 50, 54, 56, 58, 58.6), 0.08, 70, 0.92),
    "G01": Rising((0, 4, 11.5, 18, 28, 40, 48, 58, 69, 81, 91, 97), 0.05),
    "G05": Rising((1, 8, 34, 57, 66, 69, 70, 73, 82, 91, 97, 101), 0.07, 120, 1.0),
    "H03": Rising((5, 10, 19, 29, 39, 49, 57, 68, 79, 89, 96, 100), 0.06, 105),
    "J01": Rising((0, 8, 22, 31, 42, 53, 63, 72, 83, 91, 97, 100), 0.05),
    "J02": Rising((0, 3, 9.5, 17, 27, 36, 46, 56, 66, 75, 83, 89), 0.08, 95, 0.96),
    "K01": Rising((0, 4, 14.5, 24, 34, 48, 54, 66, 78, 88, 95, 99), 0.07),
}

# Tasks that the county has shared out: their townships' counts are the county's.
SHARED = {
    "C03": (0, 0, 1, 3, 6, 8, 11, 14, 18, 22, 24, 24),
    "C04": (0, 0, 1, 2, 4, 5, 6, 8, 9, 10, 11, 12),
    "D05": (0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4),
    "G03": (0, 1, 4, 8, 14, 16, 19, 22, 26, 29, 31, 32),
}

# Counts that each unit brings about by itself, against its own target.
OWN_COUNTS = {
    "A01": (0, 1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 5),
    "C06": (0, 4, 12, 22, 35, 47, 60, 72, 85, 98, 110, 121),
    "J04": (0, 200, 700, 1100, 1700, 2300, 2900, 3600, 4300, 5000, 5700, 6150),
    "K02": (0, 0, 1, 1, 2, 3, 4, 4, 5, 6, 7, 8),
    "L01": (1, 2, 3, 5, 8, 12, 13, 15, 17, 20, 22, 25),
}

# Projects by stage: how far the county's are on average, in percent, and how many each township has.
STAGED = {
    "B01": (5, 9, 18, 27, 40, 47, 58, 68, 79, 88, 94, 98),
    "B03": (0, 5, 12, 25, 38, 45, 55, 65, 80, 90, 95, 100),
    "G06": (4, 7, 11, 17, 27, 35, 44, 53, 63, 75, 86, 95),
}
PROJECTS = {
    "B01": {"T01": 4, "T02": 7, "T04": 5},
    "B03": {"T04": 1, "T05": 1, "T06": 1, "T07": 1, "T08": 1},
    "G06": {"T02": 2, "T09": 3, "T15": 2},
}

# Rates of cases, in percent of the cases so far.
ON_TIME = (100, 98.5, 98.6, 98, 97.6, 97.9, 98.1, 98.3, 98.6, 98.8, 98.9, 99.1)
REPEATED = (3, 3.4, 3.8, 4, 4.3, 4.6, 4.7, 4.5, 4.2, 3.9, 3.6, 3.4)
PUT_RIGHT = (96, 94, 93, 92, 91, 91, 92, 92, 93, 94, 95, 95.5)
PUNISHED = (100, 95, 96, 96, 95, 96, 96, 97, 97, 98, 98, 99)

# Change against last year, in percent, so far in the year.
FERTILISER = (-0.4, -0.6, -0.9, -1.3)
PESTICIDE = (0.3, -0.5, -1.0, -1.6)
FARMLAND = {"T02": 4.8, "T03": 3.9, "T04": 5.2, "T05": 7.6, "T06": 6.9, "T07": 6.1, "T08": 5.8, "T11": 5.4, "T12": 4.9,
            "T16": 4.1}

# Fires of the whole county so far in the year, and who finds them.
FIRES = (0, 1, 3, 4, 6, 9, 9, 9, 11, 14, 16, 16)
FINDERS = {"部卫星": 1, "省巡查": 2, "市巡查": 4, "县巡查": 9}

# How well a unit does beside the others (about −1.5 to 1.5); who is not named is middling.
SKILL = {
    "T01": 0.2, "T02": -0.3, "T03": -0.5, "T04": 0.5, "T05": 0.1, "T06": 0.3, "T07": 0.9, "T08": -0.5,
    "T09": 1.1, "T10": 0.4, "T11": -0.6, "T12": 0.1, "T13": 0.8, "T14": 1.6, "T15": 0.2, "T16": 0.6,
    "D01": 0.9, "D02": 0.7, "D03": 0.6, "D04": 1.0, "D05": 0.8, "D06": 0.1, "D07": -0.4, "D09": -0.6, "D10": 0.5,
    "D12": 0.7, "D13": -0.5, "D15": -0.9, "D17": 0.2, "D19": -0.2, "D20": -0.7, "D22": 0.4, "D24": 0.3, "D25": -0.3,
}
