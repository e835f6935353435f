import importlib
from tests.permissions import RELATIONS, world, rows
def test_it(house):
    world.furnish(house)
    mods=[importlib.import_module("tests.permissions."+m) for m in ("budget",)]
    out=[]
    for m in mods:
        for row in m.ROWS:
            for relation in RELATIONS:
                got=world.allowed(house,row,relation)
                if got!=row.expected(relation): out.append(f"{row.command} {relation}: {' '.join(sorted(got))}")
    assert not out, "\n".join(out)
