"""Cities whose official units are districts."""

from __future__ import annotations

from seed.bundle.compile_official import whole_cities

TABLE = """id,lau,name,nuts3,degurba,population
gn:724443,SK_1,Košice - mestská časť Západ,SK042,1,39848
,SK_2,Košice - mestská časť Juh,SK042,1,22863
gn:3058213,SK_3,Bratislava - mestská časť Ružinov,SK010,1,73250
gn:3060972,SK_4,Bratislava - mestská časť Petržalka,SK010,1,102982
gn:1,SK_5,Senica,SK021,2,20342
"""


def test_a_city_of_districts_has_its_own_name_and_the_inhabitants_of_all_of_them() -> None:
    rows = [line.split(",") for line in whole_cities(TABLE.encode()).decode().splitlines()]
    named = {row[0] or row[1]: (row[2], row[5]) for row in rows[1:]}
    assert named["gn:724443"] == ("Košice", str(39848 + 22863))
    assert named["gn:3060972"] == ("Bratislava", str(73250 + 102982))
    # The other districts and all else stay as they are.
    assert named["SK_2"] == ("Košice - mestská časť Juh", "22863")
    assert named["gn:1"] == ("Senica", "20342")
