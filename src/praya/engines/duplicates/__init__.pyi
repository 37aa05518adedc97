# The face of this engine: what may be imported from outside, and nothing else.
from .addresses import own_domain as own_domain
from .addresses import own_host as own_host
from .evidence import ALIKE as ALIKE
from .evidence import CLOSE as CLOSE
from .evidence import EQUAL as EQUAL
from .evidence import FAINT as FAINT
from .evidence import Evidence as Evidence
from .evidence import Facts as Facts
from .evidence import Judgement as Judgement
from .evidence import Verdict as Verdict
from .evidence import judge as judge
