"""Know who meets: each exhibitor and each approved delegate is a party, and a delegate acts for the exhibitor they came for."""
