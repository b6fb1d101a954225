"""Lipset's data on the survival of democracy: 18 countries raw, crisp, multi-value and fuzzy.

As published in Rihoux and Ragin (2009), Configurational comparative methods, Sage, and shipped as
the data sets LC, LM, LF and LR of the QCA package for R (Dusa 2019).
"""

import pandas as pd

COUNTRIES = ["AU", "BE", "CZ", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "NL", "PL", "PT"]
COUNTRIES += ["RO", "ES", "SE", "UK"]
CONDITIONS = ["DEV", "URB", "LIT", "IND", "STB"]


def _crisp(**columns):
    digits = {name: [int(digit) for digit in text] for name, text in columns.items()}
    return pd.DataFrame(digits, index=COUNTRIES)


LC = _crisp(
    DEV="111011100101000011",
    URB="011000100001000001",
    LIT="111111101101100011",
    IND="111001100001000011",
    STB="011111000111001011",
    SURV="011011000101000011",
)
LM = _crisp(
    DEV="121012100102000022",
    URB="011000100001000001",
    LIT="111111101101100011",
    IND="111001100001000011",
    SURV="011011000101000011",
)
# Hundredths of membership.
LF = (
    pd.DataFrame(
        {
            "DEV": [81, 99, 58, 16, 58, 98, 89, 4, 7, 72, 34, 98, 2, 1, 1, 3, 95, 98],
            "URB": [12, 89, 98, 7, 3, 3, 79, 9, 16, 5, 10, 100, 17, 2, 3, 30, 13, 99],
            "LIT": [99, 98, 98, 98, 99, 99, 99, 13, 88, 98, 41, 99, 59, 1, 17, 9, 99, 99],
            "IND": [73, 100, 90, 1, 8, 81, 96, 36, 7, 1, 47, 94, 0, 11, 0, 21, 67, 100],
            "STB": [43, 98, 91, 91, 58, 95, 31, 43, 13, 95, 58, 99, 0, 1, 84, 20, 91, 98],
            "SURV": [5, 95, 89, 12, 77, 95, 5, 6, 42, 92, 5, 95, 12, 5, 21, 6, 95, 95],
        },
        index=COUNTRIES,
    )
    / 100
)
# Gross national product per head.
RAW_DEV = [
    720,
    1098,
    586,
    468,
    590,
    983,
    795,
    390,
    424,
    662,
    517,
    1008,
    350,
    320,
    331,
    367,
    897,
    1038,
]
