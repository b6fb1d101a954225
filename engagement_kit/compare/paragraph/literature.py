"""The literature that paragraphs about the method name."""

from __future__ import annotations

__all__ = ["WORKS"]

WORKS = {
    "brennan1981": "Brennan & Prediger (1981), Educational and Psychological Measurement 41",
    "cliff1993": "Cliff (1993), Psychological Bulletin 114",
    "cohen1960": "Cohen (1960), Educational and Psychological Measurement 20",
    "conger1980": "Conger (1980), Psychological Bulletin 88",
    "dusa2019": "Dusa (2019), QCA with R, Springer",
    "efron1993": "Efron & Tibshirani (1993), An Introduction to the Bootstrap",
    "feng2004": "Feng & Cliff (2004), Journal of Modern Applied Statistical Methods 3",
    "fleiss1971": "Fleiss (1971), Psychological Bulletin 76",
    "freeman1951": "Freeman & Halton (1951), Biometrika 38",
    "grissom2012": "Grissom & Kim (2012), Effect Sizes for Research, Routledge",
    "gwet2014": "Gwet (2014), Handbook of Inter-Rater Reliability",
    "holm1979": "Holm (1979), Scandinavian Journal of Statistics 6",
    "kendall1939": "Kendall & Babington Smith (1939), Annals of Mathematical Statistics 10",
    "kerby2014": "Kerby (2014), Comprehensive Psychology 3",
    "krippendorff2004": "Krippendorff (2004), Content Analysis, Sage",
    "light1971": "Light (1971), Psychological Bulletin 76",
    "mann1947": "Mann & Whitney (1947), Annals of Mathematical Statistics 18",
    "mcgraw1996": "McGraw & Wong (1996), Psychological Methods 1",
    "newcombe2006": "Newcombe (2006), Statistics in Medicine 25",
    "oana2024": "Oana & Schneider (2024), Sociological Methods & Research 53",
    "pratt1959": "Pratt (1959), Journal of the American Statistical Association 54",
    "ragin2008": "Ragin (2008), Redesigning Social Inquiry, University of Chicago Press",
    "schneider2012": "Schneider & Wagemann (2012), Set-Theoretic Methods, Cambridge",
    "simonsohn2020": "Simonsohn, Simmons & Nelson (2020), Nature Human Behaviour 4",
    "streitberg1986": "Streitberg & Roehmel (1986), Statistical Software Newsletter 12",
    "trochim1989": "Trochim (1989), Evaluation and Program Planning 12",
    "vandereijk2001": "van der Eijk (2001), Quality and Quantity 35",
    "wilcoxon1945": "Wilcoxon (1945), Biometrics Bulletin 1",
}
