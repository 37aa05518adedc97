"""Name the roles of the permission matrix and the groups in which the policy speaks of them."""

ANONYMOUS = "anonymous"
DELEGATE = "delegate"  # approved, may meet, of a third company
PRESS = "press"  # approved, in a category without meetings
BUYER = "buyer"  # one side of "ours"
STAFF = "staff"  # the exhibitor's side of "ours"
COLLEAGUE = "colleague"  # of the same exhibitor
DESK = "desk"
ORGANISER = "organiser"
FOREIGN = "foreign organiser"  # organises the other edition, nothing here
REFUSED = "refused"
LEFT = "left"
OPERATOR = "operator"

EVERYBODY = frozenset({ANONYMOUS, DELEGATE, PRESS, BUYER, STAFF, COLLEAGUE, DESK, ORGANISER, FOREIGN, REFUSED, LEFT, OPERATOR})
NOBODY: frozenset[str] = frozenset()
SIGNED_IN = EVERYBODY - {ANONYMOUS}
DELEGATES = frozenset({DELEGATE, PRESS, BUYER, STAFF, COLLEAGUE})
MEETERS = DELEGATES - {PRESS}
COMPANY = frozenset({STAFF, COLLEAGUE})
PARTIES = frozenset({BUYER}) | COMPANY
TALKERS = frozenset({BUYER, STAFF})  # who write to each other in "ours"
ORGANISERS = frozenset({ORGANISER})
AT_DESK = frozenset({ORGANISER, DESK})
INSIDERS = DELEGATES | AT_DESK
OPERATORS = frozenset({OPERATOR})
