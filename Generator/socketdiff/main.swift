print("socketdiff")
