"""What a clause asks for: the infinitive, its object."""

from __future__ import annotations

import re

from .openings import QUOTED

# "to" before a noun, or an infinitive that belongs to the word before it.
NO_INFINITIVE = re.compile(
    r"\b(?:position|a view|including|able|unable|willing|wishing|wish|ready|relat\w+|"
    r"(?<!this )(?<!that )(?<!these )(?:regards?|respect)|response|addition|access|according|"
    r"pursuant|due|prior|refer\w*|committed|"
    r"intend\w*|seek\w*|continu\w+|conducive|order|as|mandated|established|invited|entitled|"
    r"requested|decid\w+|how|whether|threats?|attention|signator\w+|subject|contribut(?:e|es|ed|ing)|"
    r"commitments?|efforts?|negotiations|needs?|ability|capacity|opportunit\w+|rights?|obligations?|"
    r"vulnerable|belonging|exposed|adher\w+|acced\w+|fail\w*|annex\w*|aim\w*|required|relevant|"
    r"prejudice|competences?|jurisdiction|powers?|authority|freedom|necessary|similar|opposed|designed|"
    r"accredited|applicable|measures|steps|adviser?s?|ways|ha(?:s|ve|d))\s+$"
)
# "at its tenth session, to be held in May, to mend the lock"
HELD = re.compile(r"(?<=, )to be (?:held|convened)\b")
TO = re.compile(r"(?<![\w-])to(?=[\s,])")
ADVERB = r"(?!(?:ap|com|re|im|multi|sup)p?ly\b)[a-z]+ly(?: and [a-z]+ly)?"
ADVERBS = (
    rf"(?:(?:(?:also|further|better|not(?: to)?|at least|at once|inter alia|{ADVERB}|"
    r"(?:,\s)?(?:as|where|when|whenever|if) appropriate),?|"
    r"(?:in|through|within) [^,;]{1,60},)\s+)*"
)
AFTER_TO = re.compile(
    rf"(?:,[^;]{{1,160}}?,)?\s+(?P<adverbs>{ADVERBS})"
    r"(?P<verb>(?!(?:the|a|an|its|their|his|her|our|all|this|that|these|those|such|any|each|every|"
    r"which|whom|whose|it|them|him|others?|both|some|more|women|men|children|girls|boys|persons|"
    r"peoples?|victims|relevant|existing|national|international|regional|human|local|public|"
    r"developing|developed|sustainable|so|terrorism|date|and|or|armed|conflicts?|in|on|at|by|with|"
    r"within|under|of|for|from|through|upon|where|when|if|between|among|during|into|regulation|"
    r"article|inter|without|least|specialized|non-governmental|"
    r"[a-z-]*(?<!s)(?<!focu)s)(?![\w-]))[a-z][a-z-]*)"  # no verb is a plural noun
    r"(?![\w’'])"
)
# "take this duty into account" is no other action than "take into account this duty".
TAKEN = re.compile(
    r"tak(?P<ing>e|ing)(?: (?!to\b|and\b)[\w’-]+){1,6}(?:, [^;,]{1,160},)? into "
    r"(?P<what>account|consideration)\b"
)
# What was taken stands between: "this duty", no more.
INTO = re.compile(
    r"^((?: (?!to\b|and\b)[\w’-]+){1,6}(?:, [^;,]{1,160},)?) into (?:account|consideration)\b"
)
# "engage with and, upon request, help cantons": what follows is the object of the second verb.
COUPLED = re.compile(
    r"\s+(?P<first>with|in|on|to|for) (?P<joint>and|or)(?: to)?(?:, [^,;]{1,60},)? "
    r"(?P<second>(?!(?:among|between|within|to|for|from|by|in|on|at|of|with|through|the|its|their|"
    r"other|all)\b)[a-z]+)(?=,? [a-zA-Z])"
)
# "the importance of addressing, tackling and effectively countering fog", "efforts to end, halt and
# remedy thefts": what is done in several ways is told of the first.
GERUNDS = re.compile(
    r"(?:(?<=efforts to )|(?<=measures to )|(?<=steps to ))(?P<do>[a-z]+)(?:, [a-z]+)+,? and [a-z]+"
    r"(?= (?!(?:of|for|in|on|at|by|and|or|to|with)\b)[a-z])|"
    r"(?<= of )(?P<first>[a-z]+ing)(?:, (?:\w+ly )?[a-z]+ing)+,? and (?:\w+ly )?[a-z]+ing(?: to)?"
    r"(?= (?!(?:of|for|in|on|at|by|and|or|to|with)\b)[a-z])"
)
MODAL = re.compile(
    rf"\b(?P<modal>shall|should|must|ought to|will|may)\b(?:,[^;]{{1,300}}?,)?"
    rf"(?:\s+(?P<adverbs>{ADVERBS})(?P<verb>(?!(?:and|or|including|in|on|at|by|with|within|through|as|"
    r"to|of|for|from|under|international|regional|national|domestic|human|relevant|subject|"
    r"consistent|pursuant|where|when|upon|if|the|its|their|all|while|taking|bearing|inter)\b)"
    r"[a-z][a-z-]*)|\s*:|\s*$)"
)
IDIOM = re.compile(
    r"do so|take into (?:\w+ )?(?:account|consideration)|"
    r"take (?:part|note|stock|account)|bear in mind|keep under (?:\w+ )?review|make use|"
    r"make available|remain seized|pay (?:\w+ )?attention|"
    r"give (?:\w+ )?(?:consideration|attention|priority|effect)"
)
NEGATED = re.compile(r"\bnot,?\s*(?:to)?\s*$")
FURTHER = re.compile(r"\bfurther\b")
# "continue mending", "consider, where possible, mending": two verbs are one action ...
ASPECTS = ("continue", "continuing", "consider", "begin", "start", "resume")
GERUND = re.compile(
    r"(?:,[^,;]{1,90},)?\s+((?:also |further )?(?!(?:ongoing|existing|outstanding|"
    r"remaining|promising|leading|following|during)\b)[a-z-]+ing)\b"
)
# ... as are "continue, as before, to mend" and "be mended".
SECOND_TO = re.compile(r"(?:,[^,;]{1,120}(?:,[^,;]{1,90})?,)?\s+to\b")
NEXT_WORD = re.compile(r"\s+(\w+)")
GOING_ON = re.compile(r"(?:further )?continu(?:e|ing)\b")
GOING_ON_TOO = re.compile(r"\band,? to continue to\b")
OBJECT_WORDS = 8
# A comma within a name or between numbers ends nothing: "the Compact for Safe, Dry and Lawful
# Crossing", "recommendations 11, 12 and 13", "age-, rank- and size-blind help".
COMMA = r"(?<!-),(?!(?<=\d,) \d)(?! [A-Z][a-z]+(?:, [A-Z][a-z]+)*,? and [A-Z])"
OBJECT_END = re.compile(
    rf"[;:]|\.(?!\d)|{COMMA}|"
    r"\s(?:in order to|with a view to|so as to|with the aim of|upon request|as appropriate|"
    r"where appropriate|including|(?<!ed )through|by \w+ing)\b|"
    # "hear of locks and to mend them", not "hear of and to mend locks"
    r"(?<! to)(?<! of)(?<! for)(?<! from)(?<! with)(?<! on)(?<! in)\sand,? to "
    r"(?!the\b|an?\b|its\b|their\b|all\b|other\b|those\b|such\b)(?=[a-z]+ )"
)
# "submit to the Assembly at its next session a report": the report is the object.
RECIPIENT = re.compile(
    r"^\s*(?:to|before) (?:the |its |their )?[A-Z][\w-]+(?: (?:[A-Z][\w-]+|and|of|on|the|for))*"
    r"(?:(?:,? (?:at|during|before|in|by|no later than|through)\b[^;]{1,90}?)?,?"
    r"\s+(?=(?:an?|any|its|their|his|her)\s)(?!its (?:[\w-]+ )?session\b)|"
    # "submit to the Assembly at its next session, through the Board, proposals"
    r",? at its [^,;]{1,60}? sessions?(?:, (?:or|through|in|under|within|taking)\b"
    r"(?:[^;“”]|“[^”]*”){1,300}?,)?"
    r"\s+(?=an?\s|(?:(?!for|on)[a-z-]+ ){0,2}(?:proposals|information|reports|recommendations)\b))"
)
# "to sound, dredge and mend the lake": of three verbs the first is told, "praises and backs the
# ferry": of two of the organ's.
SECOND_VERB = re.compile(
    r"^(?:(?:,\s+[a-z-]+)+,?\s+(?:and|or|and/or)\s+(?:put (?:in place|into practice|into effect)|"
    r"[a-z-]+(?: (?:up|out))?(?:(?=\s)(?!\s(?:on|upon|to|with|in|for)\b)|"
    r"(?=, (?:as|where|when|if|upon|in)\b)))|"
    r"\s+and\s+[a-z-]+(?<!s)(?<!focu)s(?=\s)(?!\s(?:on|upon|to|with|in|for)\b))"
)
# "to gather and scale up help": two verbs are told, the object may be the second's only.
AND_VERB = re.compile(
    r"^\s*((?:and|or|and/or) (?:to )?(?:[a-z]+ly )?(?:put (?:in place|into practice|into effect)|"
    r"(?!(?:to|not|when|where|as|if|upon|in|by|on|at|with|within|for|from|through|the|an?|its|"
    r"their|all)\b)[a-z-]+(?: (?:up|out))?))"
    r"(?=\s|,)(?!\s(?:on|upon|to|with|in|for|from|of|against|as)\b)"
)
PARENTHESIS = re.compile(
    # "mend, individually and through the league, locks"
    r"^\s*,\s+(?:either |both )?[a-z]+ly(?:, [a-z]+ly)*,? (?:and|or|as well as) "
    r"(?:[a-z]+ly|(?:through|by|with|in|at|within)\b[^,;:]{1,160}),|"
    # "mend, in a swift and sound manner, locks", "praise, by songs, poems or plays, the lock"
    r"^\s*,\s+in an? [^;:]{1,120}?\b(?:manner|way|fashion),|"
    # "submit, with the support of the ferry, the locks and the weirs, a report"
    r"^\s*,\s+with the (?:full )?(?:support|assistance|help) of [^;:]{1,300}?,(?=\san?\s)|"
    r"^\s*,\s+(?:through|by|with|within|consistent|in (?:accordance|line|conformity|a manner|"
    r"\d{4}))\b[^;:]{1,160}?,(?=\s(?:the|an?|all|any)\s)|"
    r"^\s*,(?!\s+[a-z-]+(?:, [a-z-]+)*,? (?:and|or) [a-z-]+\s)[^,;]*,"
)
# "mend, as appropriate, within its mandate, old locks": a second bound before the object
BOUNDS = re.compile(
    r"^(?:\s+(?:consistent with|within|in (?:accordance|line|conformity) with|pursuant to|"
    r"upon request)\b[^,;:]{0,160},)+"
    r"(?=\s(?!(?:in|with|and|or|including|especially|particularly|so|as|by|for|to|through|inter)\b))"
)
BEFORE_OBJECT = re.compile(
    r"^[\s,;:.–—]*(?:(?:that|of|to|at(?! least\b)|about|over|for|regarding|concerning|"
    r"the|a|an|its|their)\s+)*"
)
_QUALITY = (
    r"(?:[a-z-]+(?:al|ic|ive|ent|ant|ous|ed|ble|ful|ary|ian)|full|safe|free|fair|orderly|secure)"
)
# A comma that ends nothing: "the granting of full, safe and open access".
BETWEEN_QUALITIES = re.compile(rf"\b{_QUALITY},(?= (?:[a-z]+ly )?{_QUALITY}(?:,| and | or ))")
# "submit reports, and to mend locks": the next thing that is asked for.
ALSO_TO = re.compile(r", (?:and )?(?:also |further )?to [a-z]")
QUALITY = re.compile(r"(?:any|all|some|new) [a-z-]+(?:al|ic|ing|ive|ent|ary|ous|ed)")
NO_LAST_WORD = re.compile(
    r"(?:of|in|on|at|to|for|with|by|and|or|the|a|an|its|their|from|that|which|as|under|through|all)"
)
# How an item begins that names a thing: "The mending of locks", not "Mend the locks".
NOUN_PHRASE = re.compile(
    r"\s*(?!(?:Implement|Enhance|Advance|Finance|Document|Commence|Supplement|Complement)\b)"
    r"(?:(?:The|A|An|All|Any|Each|Every|Its|Their|That|This|Those|These|In|On|For|By|With|At|Of|"
    r"No|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|\w+teen|\w+ty|"
    r"\w+(?:tion|ment|ness|ity|ance|ence|sis)s?)\b|\d|"
    # "Space lanterns should be lit"
    r"[A-Z][a-z]+ (?:(?!that|which|how|what|where)[a-z]+ ){0,3}(?:should|must|shall)\b)"
)


def infinitive(text: str) -> tuple[int, re.Match[str]] | None:
    """The first "to" with what is asked for: where it stands, and the match behind it."""
    masked = QUOTED.sub(lambda m: (" " if m[0][0] == "(" else "·") * len(m[0]), text)
    for match in TO.finditer(masked):
        if NO_INFINITIVE.search(masked, max(0, match.start() - 40), match.start()):
            continue
        if HELD.match(masked, match.start()):
            continue
        after = AFTER_TO.match(masked, match.end())
        if after:
            return match.start(), after
    return None


def action(text: str, after: re.Match[str]) -> tuple[str, int]:
    """The action that begins at a match of `AFTER_TO` (or `MODAL`), and where it ends."""
    start, end = after.span("verb")
    said = "further " if FURTHER.search(after["adverbs"] or "") else ""
    if NEGATED.search(text, max(0, after.start() - 8), start):
        said = "not " + said
    if taken := TAKEN.match(text, start):
        return f"{said}tak{taken['ing']} into {taken['what']}", start + len("take")
    if (coupled := COUPLED.match(text, end)) and after["verb"] not in ASPECTS:
        verb = f"{after['verb']} {coupled['first']} {coupled['joint']} {coupled['second']}"
        return said + verb, coupled.end()
    if idiom := IDIOM.match(text, start):
        return said + _plain(idiom[0]), idiom.end()
    verb = after["verb"]
    if verb in ASPECTS:
        if gerund := GERUND.match(text, end):
            return f"{said}{verb} {_plain(gerund[1])}", gerund.end()
        second = SECOND_TO.match(text, end)
        if second and (inner := AFTER_TO.match(text, second.end())):
            deeper, end = action(text, inner)
            return f"{said}{verb} to {deeper}", end
    elif verb == "be" and (passive := NEXT_WORD.match(text, end)):
        return f"{said}be {passive[1]}", passive.end()
    return said + verb, end


def _plain(written: str) -> str:
    return re.sub(r"\s+", " ", written).strip().lower()


def goes_on(action: str | None, tail: str = "") -> bool:
    """Whether somebody is to continue something, be it the last of several things."""
    return bool(action and (GOING_ON.match(action) or GOING_ON_TOO.search(tail)))


def object_of(text: str) -> tuple[str | None, str | None]:
    """What leads to what the action before a text is done to ("of the"), and this, in at most
    eight words."""
    led = done_to(text)
    second = AND_VERB.match(led)
    if second:
        taken = PARENTHESIS.sub(" ", led[second.end() :]).lstrip()
        second = None if OBJECT_END.match(f" {taken}") or OBJECT_END.match(taken) else second
        led = taken if second else led
    text = BEFORE_OBJECT.sub("", led)
    lead = " ".join(re.findall(r"\w+", led[: len(led) - len(text)].lower()))
    lead = f"{second[1]} {lead}".strip() if second else lead
    between = {match.end() for match in BETWEEN_QUALITIES.finditer(text)}
    end = next((m for m in OBJECT_END.finditer(text) if m.end() not in between), None)
    several = (text[: end.start()] if end else text).split()[:OBJECT_WORDS]
    # "regional, national and local …", "any potential, existing …"
    listed = len(several) < 2 or (len(several) == 2 and QUALITY.fullmatch(" ".join(several)))
    listed = listed and not (several[:1] != ["that"] and end and ALSO_TO.match(text, end.start()))
    if end and listed and text[end.start()] == ",":
        several = re.split(r"[;:]|\.(?!\d)", text)[0].split()[:OBJECT_WORDS]
    while several and NO_LAST_WORD.fullmatch(several[-1]):
        several.pop()
    said = " ".join(several).rstrip(",") or None
    return (lead or None) if said else None, said


def done_to(text: str) -> str:
    """What follows an action without what stands between it and what it is done to."""
    bare = PARENTHESIS.sub(" ", text)
    bare = BOUNDS.sub(" ", bare) if bare != text else bare
    text = GERUNDS.sub(lambda m: m["do"] or m["first"], bare)
    text = INTO.sub(r"\1", text)
    return PARENTHESIS.sub(" ", SECOND_VERB.sub(" ", RECIPIENT.sub(" ", text)))


def is_verbal(text: str) -> bool:
    """Whether a sub-paragraph begins with a verb: "To mend", "Mend the", not "The mending of"."""
    return not NOUN_PHRASE.match(text)
