"""Plant one small fault after the other and see whether a test notices.

Our own because neither mutmut 3 nor cosmic-ray fits: mutmut leaves every decorated function alone (each action and each view of
this house), and both start pytest anew for each mutant, which costs some seconds here before the first test.
"""
