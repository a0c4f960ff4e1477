"""The kinds of sentences and the parts of the articles, as prepare.py numbers them and train.py reads them."""

KINDS = ("political", "ordinary", "own", "frame", "heard", "tuning", "judged")
FOLDS = 5  # parts of the articles; FOLDS itself: of none, as what stands in no article
