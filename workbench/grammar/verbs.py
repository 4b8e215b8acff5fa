"""Initiating verbs: what opens a preambular and an operative paragraph."""

from __future__ import annotations

import re

from .lines import ORGANS

__all__ = ["opening_of", "operative", "recital", "verb"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Adjectives and past participles that open a preambular paragraph.
ADJECTIVES = _words(
    """
    alarmed anxious appalled appreciative aware apprised cognizant committed concerned confident
    conscious convinced desirous determined disappointed dismayed distressed disturbed
    encouraged gratified grateful guided horrified indignant inspired mindful moved outraged
    persuaded preoccupied resolved saddened satisfied seized shocked troubled whereas
    """
)
# Nouns and other words in -s that open a paragraph without being its verb.
_NOT_VERBS = _words(
    """
    access activities actions aims always as authorities basis bodies business children
    circumstances conditions conferences congress countries courts crisis data decisions
    developments discussions efforts elections elements ethics experts facilities forests
    funds goals governments guidelines headquarters his improvements individuals its issues
    less matters means measures meetings members moreover news nations negotiations
    objectives obligations offices operations organizations others parliaments participants
    parties peoples perhaps persons policies politics practices principles problems
    proceedings procedures programmes progress projects proposals purposes refugees
    regulations relations reports representatives requirements resolutions resources rights
    rules sanctions secretaries services series sessions speakers speeches standards states
    statistics status studies summaries systems terms territories terrorists these this thus
    times towards treaties troops unless us victims views women words works whereas has is
    was does
    """
)
PREAMBULAR = _words(
    """
    acknowledging acting adhering affirming appealing appreciating approving attaching bearing
    believing calling commemorating commending concurring condemning confirming congratulating
    considering continuing convening declaring demanding deploring desiring determining
    drawing emphasizing encouraging endorsing expecting expressing fulfilling giving having
    highlighting hoping insisting inviting keeping looking noting observing paying praising
    proclaiming promoting pursuing re-emphasizing reaffirming realizing recalling
    recognizing recommitting reconfirming referring regretting reiterating rejecting
    remaining reminding renewing requesting resolving saluting seeking sharing stressing supporting
    taking thanking underlining underscoring understanding urging viewing welcoming wishing
    """
)
OPERATIVE = _words(
    """
    accepts acknowledges addresses adopts affirms agrees allocates allows amends appeals
    appoints appreciates approves asks asserts assigns authorizes begs believes brings calls
    commends commits concludes concurs condemns confirms congratulates considers constitutes
    continues convenes decides declares defers delegates demands denounces deplores
    designates determines directs draws elects emphasizes empowers encourages endorses
    establishes exhorts expects expresses extends finds gives has highlights hopes insists
    instructs invites keeps looks mandates notes objects observes offers opens pays permits
    places pledges prays proclaims proposes provides reaffirms re-emphasizes realizes
    reasserts recalls recognizes recommends recommits reconfirms refers regrets reiterates
    rejects remains reminds renews requests reserves resolves restates sets shares solicits
    stands stresses strives submits suggests supports takes terminates thanks transmits
    underlines underscores undertakes urges views voices warns welcomes wishes
    """
)
_AGAIN = (
    r"(?:also|further|furthermore|again|once again|once more|in addition|too|therefore|likewise"
    r"|in this regard|in that regard|in this context|moreover|thus|nevertheless|however"
    r"|accordingly|consequently|and|while|hereby)"
)
_ADVERB = re.compile(
    rf"(?:{_AGAIN}|(?P<how>(?!family\b|supply\b|apply\b|only\b|early\b)[a-z]+ly))(?:,)?\s+", re.I
)
_FIRST = re.compile(r"[“\"‘']?(?P<word>[A-Za-z]+(?:-[a-z]+)?)(?P<comma>,?)")
_FEELING = (
    r"appreciation|concern|concerns|satisfaction|interest|regret|alarm|dismay|approval|gratitude|"
    r"thanks|deep|grave|serious|great|profound|special|sincere|warm|particular|distress|disappointment|"
    r"pleasure|respect|sympathy|anxiety|hope|confidence|conviction|support|solidarity|condolences|"
    r"indignation|outrage|shock|intention|determination|readiness|willingness|belief|commitment|"
    r"resolve|desire|wish|view|best|full|strong|strongest|firm|utmost|continued|continuing|growing|"
    r"deepest|profoundest|warmest|sincerest|its|the|and|gratification|expectation|agreement|admiration|"
    r"opinion|disapproval|preoccupation|sadness|sorrow|horror|encouragement|urgency|caution|care"
)
_WITH = rf"(?:\ with(?:\ (?:{_FEELING})\b)+)"
# A phrase that stops before its noun ("reiterates its strong call") is the verb alone.
_UNFINISHED = re.compile(
    r"(?: (?:its|the|their|our|and|with|to|deep|grave|serious|great|profound|special|sincere|warm"
    r"|particular|full|strong|strongest|firm|utmost|best|continued|continuing|growing|deepest"
    r"|profoundest|warmest|sincerest))+$"
)
_IS = re.compile(r"[Ii]s (?:\w+ly )?(?:[a-z]+ed|aware|mindful|conscious|of the (?:view|opinion))\b")
_PARTICLES = re.compile(
    rf"""(?: call(?:s|ing)?\ (?:once\ again\ |again\ )?(?:upon|on|for|attention)\b
      | (?:takes?|taking)\ (?:(?:full|due|special|particular|careful|also|further|again)\ )?
            (?:note|account|cognizance|action){_WITH}?
      | (?:takes?|taking)\ into\ (?:(?:full|due)\ )?(?:account|consideration)
      | (?:draws?|drawing|brings?|calls?|calling)\ (?:the\ |again\ the\ )?attention
      | (?:pays?|paying)\ (?:(?:special|particular|high|warm|further)\ )?(?:tribute|attention)
      | (?:gives?|giving)\ (?:due\ |full\ |priority\ )?(?:consideration|effect|attention)
      | (?:places?|placing|lays?|laying)\ (?:special\ |particular\ |great\ )?
            (?:emphasis|stress|importance)
      | (?:attaches|attaching)\ (?:\w+\ )?importance
      | (?:bears?|bearing|keeps?|keeping)\ in\ mind
      | (?:looks?|looking)\ forward
      | (?:stands?|standing)\ ready
      | (?:remains?|remaining)\ (?:actively\ |deeply\ |gravely\ )?
            (?:seized|concerned|convinced|committed|alarmed|determined)
      | (?:is|are)\ (?:\w+ly\ )?
            (?:encouraged|disturbed|concerned|convinced|alarmed|aware|mindful|conscious
            |of\ the\ (?:view|opinion))
      | (?:express(?:es|ing)|voic(?:es|ing)|extend(?:s|ing)|convey(?:s|ing)|reiterat(?:es|ing)
            |reaffirm(?:s|ing)|renew(?:s|ing))
            \ (?:once\ again\ |also\ |again\ |further\ )?
            (?:its|their|our|the|sincere|deep|great|grave|serious|profound)
            (?:\ (?:{_FEELING})\b)+
      | (?:express(?:es|ing)|voic(?:es|ing))(?:\ (?:{_FEELING})\b)+
      | having(?:\ (?:also|further|again))?\ (?:(?:\w+ly)\ )?
            (?:regard|in\ mind|[a-z]+(?:ed|en|eard|ade|old|id|et))\b
            (?:\ (?:and\ )?[a-z]+ed\b)?(?:\ (?:note|account))?(?:{_WITH})?
      | acting\ (?:under|in\ accordance|pursuant|upon|on)
      | guided\ by
      | (?:\w+)(?:\ (?:also|further|again))?{_WITH}
    )""",
    re.X | re.I,
)
# "The General Assembly, therefore, decides": the organ is named again before the verb.
_ORGAN = re.compile(rf"[Tt]he (?:{ORGANS}|Assembly|Council)(?:, therefore,|,)? ")
_ORGAN_ACTS = re.compile(
    rf"(?:Therefore,? )?[Tt]he (?:{ORGANS}|Assembly|Council),?(?: therefore,?)? "
)
# Words between verb and particle: "Takes note also of", "Notes, in particular, with concern".
_ASIDE = re.compile(r"^(\w+(?:-\w+)?)(?:,[^,]{1,60},)(?= (?:with|note|upon|on|in mind|forward)\b)")
_ALSO = re.compile(rf"^(\w+(?:-\w+)?) {_AGAIN}\b(?=[ ,])", re.I)


def opening_of(text: str) -> tuple[list[str], str, int]:
    """Adverbs before the first word that may be a verb, that word, and where it starts.

    ``Also strongly urges`` has the adverb *strongly*, the word *urges*, and that starts at 14.
    """
    at = 1 if text[:1] in "“\"‘'" else 0
    how: list[str] = []
    while len(how) <= 3 and (adverb := _ADVERB.match(text, at)):
        if adverb["how"]:
            how.append(adverb["how"].lower())
        at = adverb.end()
    first = _FIRST.match(text, at)
    return how, (first["word"].lower() if first else ""), at


def verb(text: str) -> str | None:
    """Initiating verb phrase of a paragraph, as printed but without also, further, again.

    Parameters
    ----------
    text : str
        Clean text of a paragraph without its number.

    Returns
    -------
    str or None
        "recalling", "noting with appreciation", "taking note", "calls upon", "expresses its
        appreciation", "deeply concerned"; None where no such phrase opens the paragraph.
    """
    if text.startswith(("The ", "the ")):
        organ = _ORGAN.match(text)
        if not organ:
            return None
        text = text[organ.end() :]
    how, word, at = opening_of(text)
    if not word or not (
        word in OPERATIVE
        or word in PREAMBULAR
        or (word in ADJECTIVES and word != "whereas")
        or (_third(word) and text[:1].isupper())
        or (word == "is" and _IS.match(text, at))
    ):
        return None
    plain = _ALSO.sub(r"\1", _ASIDE.sub(r"\1", text[at : at + 200]))
    particles = _PARTICLES.match(plain)
    phrase = (particles[0] if particles else word).lower()
    phrase = re.sub(r" (?:also|further|again|once again)\b", "", phrase)
    return " ".join([*how, *_UNFINISHED.sub("", phrase).split()])


def _third(word: str) -> bool:
    """Does a word have the form of a verb in the third person?"""
    return word in OPERATIVE or (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is", "ous"))
        and word not in _NOT_VERBS
    )


def operative(text: str) -> bool:
    """Does a paragraph open like an operative one ("Decides", "Strongly urges")?"""
    if text.startswith(("The ", "the ", "Therefore")):
        organ = _ORGAN_ACTS.match(text)
        return organ is not None and opening_of(text[organ.end() :])[1] in OPERATIVE
    if text[:1].islower():
        return False
    how, word, _ = opening_of(text)
    if word in OPERATIVE:
        return True
    return _third(word) and text[:1].isupper() and text[-1:] in ".;:" and not how


def recital(text: str) -> bool:
    """Does a paragraph open like a preambular one ("Recalling", "Deeply concerned")?"""
    _, word, _ = opening_of(text)
    return word in PREAMBULAR or word in ADJECTIVES
