"""List family names as Hokkien, Teochew, Hakka and Hainanese families in Singapore, Malaysia,
Indonesia and Taiwan spell them."""

from __future__ import annotations

from pathlib import Path

SPELLINGS = """
ang 洪翁; aw 歐; bay 馬; beh 馬; bok 莫; bong 黃; boey 梅; boon 文; chai 蔡; cheah 謝; chee 徐池; cheong 張; chew 周;
chia 謝; chiam 詹; chiew 周趙;
chin 陳; ching 莊; chng 莊; chong 張莊; choo 朱; chua 蔡; chuah 蔡; chye 蔡; djie 李; ee 余; eng 吳; eu 余; foo 符傅;
foong 馮; gan 顏; go 吳; goh 吳;
gouw 吳; gunawan 吳; gwee 魏; heng 王邢; hia 許; hoe 何; hoh 何; hong 洪; hor 何; hng 方; jong 楊; kam 甘; kang 江; kek 郭;
kee 紀; khaw 許; kho 許;
khong 孔; khoo 邱; khor 許; khouw 許; khu 邱; khuu 邱; kho 許; ko 許高; koay 郭; koh 許高; kok 郭; kong 江; kua 柯; kuek 郭;
kwa 柯; kwee 郭; kwek 郭; kwik 郭; lau 劉; law 劉羅; leow 廖劉;
liauw 廖; liaw 廖; liem 林; lie 李; liew 劉; lim 林; loh 羅; loke 陸; loo 盧呂; low 劉羅盧; lye 賴; mah 馬; na 藍; neo 梁;
ng 黃吳; nio 梁; oei 黃; oey 黃;
oh 胡; ong 王翁; ooi 黃; oui 黃; ow 歐; pang 彭馮; peh 白; pek 白; phang 彭; phua 潘; png 方; poh 傅; pua 潘; puah 潘;
quah 柯; quek 郭; seah 謝; see 施;
seet 薛; seow 蕭; sia 謝; siah 謝; siauw 蕭; siew 蕭; sim 沈; siow 蕭; sng 孫; soh 蘇; soon 孫; tan 陳; tay 鄭; tee 鄭;
teh 鄭; teng 丁鄧;
teo 張; teoh 張; teow 趙; tey 鄭; then 鄧; thia 鄭; thio 張; thng 湯; tio 張趙; ting 丁陳; tiong 張; tjan 陳; tjia 謝;
tjio 張; tjong 張; tng 唐湯; toh 卓杜;
tong 唐湯; tham 譚; thong 湯; voon 溫; wan 溫; wee 黃; wong 王黃; woon 溫文; yap 葉; yeap 葉; yee 余; yek 葉; yeo 楊;
yeoh 楊; yew 游尤; yii 余; yong 楊; yio 楊
"""


def write(tables: Path) -> None:
    """Write surnames.tsv: a spelling and the characters it stands for."""
    found: dict[str, str] = {}
    for entry in SPELLINGS.replace("\n", " ").split(";"):
        spelling, characters = entry.split()
        found[spelling] = "".join(dict.fromkeys(found.get(spelling, "") + characters))
    lines = [f"{spelling}\t{characters}" for spelling, characters in sorted(found.items())]
    (tables / "surnames.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
