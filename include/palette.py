"""The colours of every chart: Okabe and Ito's, which the colour-blind can tell apart."""

# Without their yellow, which is lost on white, and black, which is lost on dark.
PALETTE = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00"]
