"""Duties: text and what is due side by side; the specimen's planted reports."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from test_clauses import CODEBOOK, resolution

from workbench import clauses, codebook, duties, readers
from workbench.grammar import dates

SPECIMEN = Path(__file__).parent / "specimen"
COLUMNS = ("kind", "who", "to", "session", "due_from", "due_to")


def due(*texts, **more):
    made = resolution(*texts, **more)
    rows = duties.duties(made, clauses.clauses(made, CODEBOOK))
    return [tuple(row[c] for c in COLUMNS) for row in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Requests the World Bank to submit, to the General Assembly at its seventy-fifth "
         "session, its chart of locks;",
         [("report", "World Bank", "General Assembly", "75th", date(1945 + 75, 9, 1),
           date(1945 + 75 + 1, 9, 30))]),
        # a plan is no report, and a session by whose end it is due receives nothing
        ("Requests the World Bank to present, before the end of the seventy-fifth session of the "
         "General Assembly, a strategy for locks;",
         [("deadline", "World Bank", None, "75th", date(2020, 9, 1), date(2021, 9, 30))]),
        ("Requests the World Bank to present to the Assembly, by the end of the seventy-fifth "
         "session, a list of locks and a report on the list;",
         [("report", "World Bank", "General Assembly", "75th", date(2020, 9, 1),
           date(2021, 9, 30))]),
        ("Requests the World Bank to submit to the Assembly proposals on locks;", []),
        # what is to be told in a report that comes anyway asks for none
        ("Requests the World Bank to include brief data on locks in its next report;", []),
        ("Invites the World Bank to include data on locks in its annual report to the General "
         "Assembly at its seventy-fifth session and to the Council;", []),
        ("Requests the World Bank to provide, in its regular report to the General Assembly at its "
         "seventy-fifth session, information on locks;", []),
        ("Requests the World Bank to provide information on locks in its next report;", []),
        ("Requests the World Bank to mend locks and to report thereon in its annual report to the "
         "General Assembly at its seventy-fifth session;",
         [("report", "World Bank", "General Assembly", "75th", date(2020, 9, 1),
           date(2021, 9, 30))]),
        ("Requests the World Bank to assist those who share in the mending and to report to the "
         "General Assembly at its seventy-fifth session on tolls of the Lake Office and the "
         "Council of Ferries;",
         [("report", "World Bank", "General Assembly", "75th", date(2020, 9, 1),
           date(2021, 9, 30))]),
        # each receiver of one report is named
        ("Requests the World Bank to submit a report to the General Assembly at its seventy-fifth "
         "session and to the Human Rights Council;",
         [("report", "World Bank", "General Assembly", "75th", date(2020, 9, 1),
           date(2021, 9, 30)),
          ("report", "World Bank", "Human Rights Council", None, None, None)]),
        ("Requests the World Bank to report on locks to the Human Rights Council and the General "
         "Assembly at its seventy-fifth session;",
         [("report", "World Bank", "General Assembly", "75th", date(2020, 9, 1),
           date(2021, 9, 30)),
          ("report", "World Bank", "Human Rights Council", None, None, None)]),
        ("Encourages States to include data on locks in their next reports;", []),
        ("Invites the World Bank to engage in an interactive dialogue with the Assembly at "
         "its seventy-fifth session;",
         [("briefing", "World Bank", "General Assembly", "75th", date(2020, 9, 1),
           date(2021, 9, 30))]),
        ("Invites the World Bank to engage in a dialogue with States and regularly update them;",
         []),
        ("Requests a briefing by the Secretary-General before May;",
         [("briefing", "Secretary-General", None, None, None, None)]),
        # what an organ looks forward to was asked for somewhere
        ("Looks forward to the report of the Secretary-General at its seventy-fifth session;",
         [("report", None, "General Assembly", "75th", date(2020, 9, 1), date(2021, 9, 30))]),
        ("Looks forward to the report of the Secretary-General;", []),
        ("Decides to undertake a comprehensive review of bridges no later than 2025;",
         [("review", None, None, None, date(2025, 1, 1), date(2025, 12, 31))]),
        ("Decides to undertake a comprehensive review of bridges in 2015;", []),
        ("Requests the Secretary-General to submit his next report in 2025;",
         [("report", "Secretary-General", None, None, date(2025, 1, 1), date(2025, 12, 31))]),
        ("Decides to renew the mandate of the Bureau for a further three years;",
         [("sunset", None, None, "for a further three years", date(2020, 1, 1),
           date(2023, 1, 1))]),
        ("Decides to continue considering bridges at its seventy-fifth session;",
         [("review", None, None, "75th", date(2020, 9, 1), date(2021, 9, 30))]),
        ("Decides to hold an enhanced dialogue on bridges at its seventy-fifth session;",
         [("review", None, None, "75th", date(2020, 9, 1), date(2021, 9, 30))]),
        ("Decides to include in the agenda of its seventy-fifth session the item entitled "
         '"Bridges";', [("review", None, None, "75th", date(2020, 9, 1), date(2021, 9, 30))]),
        # what is communicated is no report unless something to be read follows
        ("Urges States to communicate in 2025 new targets of the locks;", []),
        ("Urges States to communicate to the Secretary-General, by 1 May 2025, their views;",
         [("deadline", "Member States", "Secretary-General", None, date(2020, 1, 1),
           date(2025, 5, 1))]),
        # no later than a day of the session
        ("Requests the World Bank to submit, to the General Assembly at its seventy-fifth "
         "session, no later than February 2021, its chart of locks;",
         [("report", "World Bank", "General Assembly", "75th", date(1945 + 75, 9, 1),
           date(2021, 2, 28))]),
        ("Requests the World Bank to lay an estimate before the Assembly at its tenth special "
         "session;",
         [("report", "World Bank", "General Assembly", "10th special", None, None)]),
        # the Council's sessions go from July to July since that of 2015
        ("Requests the World Bank to report to the Economic and Social Council at its 2021 session",
         [("report", "World Bank", "ECOSOC", "2021", date(2021 - 1, 7, 1), date(2021, 7, 31))]),
        ("Requests the World Bank to report to the Economic and Social Council at its 2009 session",
         [("report", "World Bank", "ECOSOC", "2009", date(2009, 1, 1), date(2009, 12, 31))]),
        ("Requests the Secretary-General to report to the Human Rights Council at its forty-eighth "
         "session in May, and in June to the General Assembly at its seventy-sixth session;",
         [("report", "Secretary-General", "Human Rights Council", "48th", None, None),
          ("report", "Secretary-General", "General Assembly", "76th", date(2021, 9, 1),
           date(2022, 9, 30))]),
        # through whom a report passes, at whatever session, it is reported to once
        ("Requests the Secretary-General to report on tolls to the General Assembly at its "
         "seventy-sixth session, through the Committee on Locks at its thirtieth session;",
         [("report", "Secretary-General", "General Assembly", "76th", date(2021, 9, 1),
           date(2022, 9, 30))]),
        # what is decided to be taken up says when a report on it is due
        ("Decides to include the topic “Report of the Commission on Locks” under the sub-item "
         "“Follow-up to the Conference” at its seventy-sixth session, and requests "
         "the Secretary-General to submit a report on locks for its consideration;",
         [("report", "Secretary-General", "General Assembly", "76th", date(2021, 9, 1),
           date(2022, 9, 30))]),
        ("Decides to include in the agenda of its seventy-sixth session the item "
         "“Bridges”, and requests the Secretary-General to report on tolls to the General Assembly "
         "at that session;",
         [("review", None, None, "76th", date(2021, 9, 1), date(2022, 9, 30)),
          ("report", "Secretary-General", "General Assembly", "76th", date(2021, 9, 1),
           date(2022, 9, 30))]),
        ("Invites States to provide funds for the convening of the seventy-sixth session of the "
         "General Assembly, to study tolls;",
         [("resources", "Member States", None, None, None, None)]),
        # what somebody contributes is no money to be given
        ("Invites States to continue to mend locks, as well as the contributions of Wales;",
         []),
        ("Invites States to continue to seek the contributions of Wales to the lock;",
         [("resources", "Member States", None, None, None, None)]),
        # a report that somebody else makes, of which this is a part
        ("Urges States to submit data for inclusion in the report on tolls to be submitted to the "
         "General Assembly at its seventy-sixth session;", []),
        # a session at which something else is done
        ("Requests the World Bank, to prepare the decision on tolls to be taken at the "
         "seventy-sixth session of the General Assembly, to present a chart of locks;", []),
        ("Requests the Secretary-General to provide documentation, without prejudice to the review "
         "of it by the General Assembly at its seventy-sixth session;", []),
        # modalities of a review are no review
        ("Decides to settle the modalities of the midterm review of locks at its seventy-sixth "
         "session;", []),
        # what is reported on what a session of that year does
        ("Requests the Committee on Locks to hold, during its thirtieth session, in 2025, talks on "
         "tolls, and to report on them, through the Economic and Social Council, to the General "
         "Assembly;",
         [("report", "Committee on Locks", "General Assembly", None, date(2025, 1, 1),
           date(2025, 12, 31))]),
        # a session is an organ's, not that of those who are named beside it
        ("Requests the World Bank to inform the General Assembly of it, so that Member States may "
         "read it at the seventy-fifth session;",
         [("report", "World Bank", "General Assembly", "75th", date(2020, 9, 1),
           date(2021, 9, 30))]),
        # the second and third thing that is asked for
        ("Requests the World Bank to mend the lock, to paint it and to report on the costs;",
         [("report", "World Bank", None, None, None, None)]),
        ("Requests the World Bank to study this issue and to report thereon to the Assembly "
         "at its seventy-fifth session;",
         [("report", "World Bank", "General Assembly", "75th", date(2020, 9, 1),
           date(2021, 9, 30))]),
        ("Requests the World Bank to enable locks to close, and to report on it;", []),
        ("Urges States to set up schools of diving, and to report on their work;", []),
        ("Requests the World Bank to submit a full report on the lock;",
         [("report", "World Bank", None, None, None, None)]),
        ("Requests the World Bank to keep the General Assembly informed of the locks;",
         [("report", "World Bank", "General Assembly", None, None, None)]),
        ("Requests the World Bank to mend the lock no later than 31 December 2020;",
         [("deadline", "World Bank", None, None, date(2020, 1, 1), date(2020, 12, 31))]),
        ("Calls upon States to report to the Council within 90 days;",
         [("report", "Member States", "Council", "within 90 days", date(2020, 1, 1),
           date(2020, 3, 31))]),
        ("Calls upon States to report to the Council no later than 90 days from today;",
         [("report", "Member States", "Council", "no later than 90 days", date(2020, 1, 1),
           date(2020, 3, 31))]),
        # a day counted from another one is none
        ("Requests the World Bank to report to the Council no later than one week before the fair;",
         [("report", "World Bank", "Council", None, None, None)]),
        ("Requests the World Bank to review the tolls and to report thereon in 2022;",
         [("report", "World Bank", None, None, date(2022, 1, 1), date(2022, 12, 31))]),
        # the second session is that of what the report is for
        ("Requests the World Bank to lay before the General Assembly at its seventy-fifth session "
         "a report on tolls, in advance of the review of locks, at its seventy-sixth session;",
         [("report", "World Bank", "General Assembly", "75th", date(2020, 9, 1),
           date(2021, 9, 30))]),
        # a session that is over is that of another report, and a day that is over another's
        ("Requests the World Bank to prepare a report like its report to the General Assembly at "
         "its seventy-first session, for consideration by the Assembly at its seventy-eighth "
         "session;",
         [("report", "World Bank", "General Assembly", "78th", date(2023, 9, 1),
           date(2024, 9, 30))]),
        ("Urges States to light all boats, recalling that it urged them to light large ones no "
         "later than December 2008;", []),
        # each organ its session
        ("Requests the World Bank to submit a chart to the General Assembly and the Human Rights "
         "Council at their thirty-first and fiftieth sessions, respectively;",
         [("report", "World Bank", "General Assembly", "31st", date(1945 + 31, 9, 1),
           date(1945 + 31 + 1, 9, 30)),
          ("report", "World Bank", "Human Rights Council", "50th", None, None)]),
        ("Requests the World Bank to submit a chart of locks, to be weighed by the Committee on "
         "Locks at its fortieth session;",
         [("report", "World Bank", "Committee on Locks", "40th", None, None)]),
        ("Requests the World Bank to report at the fortieth session of the Committee on Locks;",
         [("report", "World Bank", "Committee on Locks", "40th", None, None)]),
        ("Requests the Committee on Contributions to submit, at its fortieth session, a chart;",
         [("report", "Committee on Contributions", None, "40th", None, None)]),
        # the Assembly's fortieth session was in 1985, and whose else this is nobody knows
        ("Requests the World Bank to report at the fortieth session;",
         []),
        ("Requests the World Bank to report on the conclusions of the Committee on Locks at its "
         "fortieth session;", [("report", "World Bank", None, None, None, None)]),
        ("Encourages States to report on tolls by the method adopted by the Toll Commission;",
         [("report", "Member States", None, None, None, None)]),
        ("Reiterates that the chart of locks be submitted to it at its seventy-sixth session;",
         [("report", None, "General Assembly", "76th", date(2021, 9, 1), date(2022, 9, 30))]),
        ("Notes that the chart of locks will be submitted to it at its seventy-sixth session;", []),
        ("Requests the World Bank to provide quarterly briefings to Member States;",
         [("briefing", "World Bank", "Member States", "quarterly", None, None)]),
        # two receivers
        ("Requests the World Bank to submit a chart to the General Assembly at its seventy-sixth "
         "session and a drawn report to the Human Rights Council;",
         [("report", "World Bank", "General Assembly", "76th", date(2021, 9, 1),
           date(2022, 9, 30)),
          ("report", "World Bank", "Human Rights Council", None, None, None)]),
        ("Requests the World Bank to submit reports to the Human Rights Council and the General "
         "Assembly;", [("report", "World Bank", "Human Rights Council", None, None, None),
                       ("report", "World Bank", "General Assembly", None, None, None)]),
        # a report that is there
        ("Urges States to weigh tolls, by the charts in the report submitted to the General "
         "Assembly at its seventieth session;", []),
        # brought up to date is an organ, not what is worked out for it
        ("Requests the World Bank to update annually the tables of tolls for all Member States, by "
         "the most updated prices;", []),
        ("Requests the World Bank to update the General Assembly annually on the tolls;",
         [("report", "World Bank", "General Assembly", "annually", None, None)]),
        ("Requests the World Bank to weigh the tolls and report thereon in its next report;",
         [("report", "World Bank", None, None, None, None)]),
        ("Requests the World Bank to provide an update thereon in its next report on tolls;",
         [("report", "World Bank", None, None, None, None)]),
        ("Requests the World Bank to propose, for the consideration of the General Assembly at its "
         "seventy-sixth session, a way to mend locks;",
         [("report", "World Bank", "General Assembly", "76th", date(2021, 9, 1),
           date(2022, 9, 30))]),
        ("Encourages the World Bank to continue to regularly report on the tolls;",
         [("report", "World Bank", None, "regularly", None, None)]),
        # "the Council" is that named in full before
        ("Requests the World Bank to report to the Economic and Social Council on tolls, as part "
         "of its reporting to the Council during its 2021 session;",
         [("report", "World Bank", "ECOSOC", "2021", date(2021 - 1, 7, 1), date(2021, 7, 31))]),
        # before what it is due, no day says
        ("Requests the World Bank to provide notes on tolls after talks to be held by 1 May 2021;",
         []),
        ("Requests the World Bank to explore by the tenth session of the Committee on Locks how to "
         "mend them, and report thereon to the Committee;",
         [("report", "World Bank", "Committee on Locks", None, None, None)]),
        ("Requests the Secretary-General to help the World Bank, to enable it to weigh tolls and "
         "to report to the Human Rights Council;", []),
        # beside what others are asked
        ("Requests the World Bank to invite States to submit views, and to provide, at its "
         "seventy-sixth session, a report on tolls;",
         [("report", "World Bank", "General Assembly", "76th", date(2021, 9, 1),
           date(2022, 9, 30))]),
        # what others are to submit to him is no report of his own
        ("Requests the Secretary-General to invite States to submit information to the "
         "Secretary-General, to ease a review;", []),
        # others report
        ("Requests the World Bank to invite the league to report to the General Assembly;",
         [("report", None, "General Assembly", None, None, None)]),
        ("Requests the World Bank to weigh tolls in future reporting to the General Assembly;", []),
        ("Requests the World Bank to mend the lock;", []),
        # to whom and when, the text needn't say
        ("Invites the World Bank to ask the ferry board to dive and to report on tolls at the "
         "annual sessions of the Commission;",
         [("report", None, "Commission", "at the annual sessions", None, None)]),
        ("Requests the World Bank to report to the Commission at each session;",
         [("report", "World Bank", "Commission", "at each session", None, None)]),
        ("Requests the World Bank to provide, annually, a summary of gaps in Security Council "
         "resolutions;", [("report", "World Bank", None, "annually", None, None)]),
        ("Calls on the World Bank to weigh Member States’ tolls and to provide a report by March "
         "2021;", [("report", "World Bank", None, None, date(2020, 1, 1), date(2021, 3, 31))]),
        ("Requests the Secretary-General to report on the lock;",
         [("report", "Secretary-General", None, None, None, None)]),
        ("Urges States to embed tolls and report on and weigh them;", []),
        ("Requests the World Bank, at its tenth session, to be held in May, to weigh tolls;",
         [("deadline", "World Bank", None, "10th", None, None)]),
        ("Requests the World Bank to report to the Commission on the State of Locks at its tenth "
         "session;", [("report", "World Bank", "Commission on the State of Locks", "10th", None,
                       None)]),
        ("Requests the World Bank to provide notes on General Assembly resolution 3, in "
         "preparation for a text to be negotiated at the seventy-seventh session of the Assembly;",
         []),
        ("Agrees that the World Bank, at its tenth session, should weigh tolls;",
         [("deadline", "World Bank", None, "10th", None, None)]),
        ("Calls upon the Commission on the State of Locks to hear Member States, including during "
         "its tenth session in 2021;",
         [("deadline", "Commission on the State of Locks", None, "10th", None, None)]),
        ("Decides that, at its tenth session, the Commission on the State of Locks should weigh "
         "tolls;", [("deadline", "Commission on the State of Locks", None, "10th", None, None)]),
        ("Invites the World Bank to help the Committee on the Use of Locks during its tenth "
         "session;", []),
        ("Invites the Committee on the Use of Locks, as its decision at its tenth session says, "
         "to weigh tolls;", []),
        ("Requests the World Bank to lease the lock until 30 June 2021;", []),
        ("Requests the World Bank to continue to report to the Committee on the Use of Locks;",
         [("report", "World Bank", "Committee on the Use of Locks", None, None, None)]),
        # what only passes an organ isn't owed to it; names are whole
        ("Requests the World Bank to report back, through the Economic and Social Council, to the "
         "General Assembly;", [("report", "World Bank", "General Assembly", None, None, None)]),
        ("Requests the World Bank to submit to the Commission on Locks for Lakes, on a yearly "
         "basis, a report;",
         [("report", "World Bank", "Commission on Locks for Lakes", "on a yearly basis", None,
           None)]),
        ("Requests the World Bank to report to Member States every six months;",
         [("report", "World Bank", "Member States", "every six months", None, None)]),
        # a report that is only named, and what isn't told
        ("Calls for the release of the report of the Commission of Locks;", []),
        ("Requests the World Bank to finalize the mooring of boats by the first quarter of 2021, "
         "in consultation with Member States;",
         [("deadline", "World Bank", None, None, date(2020, 1, 1), date(2021, 3, 31))]),
        ("Urges States to report on the benchmarks agreed at the twenty-third special session of "
         "the Assembly;", [("report", "Member States", None, None, None, None)]),
        # a session of something else
        ("Requests the World Bank to provide advice for the debate to be convened by the General "
         "Assembly at its seventy-fifth session;", []),
        ("Requests the World Bank to make proposals on the theme of the 2025 session of the "
         "Economic and Social Council;", []),
        ("Requests the World Bank to provide advice to the discussion of tolls at the "
         "seventy-fifth session;", []),
        # the session from which on it is due was long before
        ("Requests the World Bank to make an annual report to the General Assembly, starting at "
         "its seventy-second session;",
         [("report", "World Bank", "General Assembly", "every year", None, None)]),
        # the first of several
        ("Requests the World Bank to report on locks on a biennial basis as from the eightieth "
         "session of the Assembly;",
         [("report", "World Bank", "General Assembly", "every two years from the 80th session",
           date(2025, 9, 1), date(2026, 9, 30))]),
        ("Requests the World Bank to make an annual report on tolls to the General Assembly, "
         "starting at its eightieth session;",
         [("report", "World Bank", "General Assembly", "every year from the 80th session",
           date(2025, 9, 1), date(2026, 9, 30))]),
        # asked for by its name, of whom
        # what is told by word of mouth is a briefing, beside a report in writing too
        ("Requests the World Bank to submit its chart to the Human Rights Council at its sixtieth "
         "session, and to offer keepers there an oral update at its fifty-eighth session;",
         [("briefing", "World Bank", "Human Rights Council", "58th", None, None),
          ("report", "World Bank", "Human Rights Council", "60th", None, None)]),
        ("Invites the World Bank to present an oral report on locks and to engage in a dialogue "
         "with the Human Rights Council at its sixtieth session;",
         [("briefing", "World Bank", "Human Rights Council", "60th", None, None)]),
        ("Requests the World Bank to give an interim oral report on locks to the General Assembly "
         "by 1 May 2030;",
         [("briefing", "World Bank", "General Assembly", None, date(2020, 1, 1),
           date(2030, 5, 1))]),
        # another's report is no report of who hands it on, and on its session nothing is due
        ("Requests the World Bank to transmit the report of the panel of divers to the General "
         "Assembly at its seventy-fifth session;",
         [("deadline", "World Bank", "General Assembly", "75th", date(2020, 9, 1),
           date(2021, 9, 30))]),
        ("Requests the World Bank to provide the annual report of the Lake Office to the General "
         "Assembly;", []),
        ("Requests the World Bank to transmit to the General Assembly the report of the Lake "
         "Conference on its ninth session;", []),
        ("Requests the Secretary-General to keep the General Assembly apprised of the locks;",
         [("report", "Secretary-General", "General Assembly", None, None, None)]),
        ("Requests the Secretary-General to apprise the General Assembly of the locks at its "
         "seventy-fifth session;",
         [("report", "Secretary-General", "General Assembly", "75th", date(2020, 9, 1),
           date(2021, 9, 30))]),
        # what is due before a day is due by the last before it
        ("Requests a short briefing from the World Bank before 1 May 2030;",
         [("briefing", "World Bank", None, None, date(2020, 1, 1), date(2030, 4, 30))]),
        ("Requests a short briefing from the World Bank prior to June 2030;",
         [("briefing", "World Bank", None, None, date(2020, 1, 1), date(2030, 5, 31))]),
        ("Requests the World Bank to submit a report before 2030;",
         [("report", "World Bank", None, None, date(2020, 1, 1), date(2029, 12, 31))]),
        ("Requests the World Bank to submit a report before the end of 2030;",
         [("report", "World Bank", None, None, date(2020, 1, 1), date(2030, 12, 31))]),
        ("Requests the World Bank to submit a report not before 1 May 2030;",
         [("report", "World Bank", None, None, None, None)]),
        ("Requests a report from the Secretary-General to the General Assembly at its eightieth "
         "session;",
         [("report", "Secretary-General", "General Assembly", "80th",
           date(2025, 9, 1), date(2026, 9, 30))]),
        # others report
        ("Invites the World Bank to consider the tolls in the report to be made to the Council;",
         []),
        ("Requests the World Bank to dive and to invite States to report to the Council;", []),
        ("Decides to take the bridges up again at its eighty-first session;",
         [("review", None, None, "81st", date(2026, 9, 1), date(2027, 9, 30))]),
        # meetings that are decided on, or awaited
        ("Decides to hold a high-level meeting on locks, to be held in New York following, or "
         "preceding, the 2026 forum on ferries, to assess what is due by 2030;",
         [("meeting", None, None, None, date(2026, 1, 1), date(2026, 12, 31))]),
        ("Decides to convene, in 2025, a second lake conference to recall its promises of 2020;",
         [("meeting", None, None, None, date(2025, 1, 1), date(2025, 12, 31))]),
        ("Decides that the Lake Conference shall be held from 27 to 30 May 2024;",
         [("meeting", None, None, None, date(2024, 5, 27), date(2024, 5, 30))]),
        ("Looks forward to the summit on locks, to be held in Ore from 29 May to 4 June 2025;",
         [("meeting", None, None, None, date(2025, 5, 29), date(2025, 6, 4))]),
        ("Looks forward to the commemoration of the first lock, to be held at Upper Lake before "
         "the third session of the Lake Board, in 2027;",
         [("meeting", None, None, None, date(2027, 1, 1), date(2027, 12, 31))]),
        ("Looks forward to the summit on locks, to be held in March 2025;",
         [("meeting", None, None, None, date(2025, 3, 1), date(2025, 3, 31))]),
        # only what something else is of, over, of two days, or for what is promised
        ("Looks forward to the outcome of the lake summit, to be held in 2025;", []),
        ("Looks forward to the lake summit, to be held in 2019;", []),
        ("Decides to hold a lake conference in 2025 or 2026;", []),
        ("Decides to hold a lake conference to assess progress in 2030;", []),
        ("Notes the lake summit, to be held in 2025;", []),
        # what the organ decides for itself
        ("Decides to review its bridges at its seventy-fifth session;",
         [("review", None, None, "75th", date(2020, 9, 1), date(2021, 9, 30))]),
        ("Decides to consider the matter again by 31 May 2021;",
         [("review", None, None, None, date(2020, 1, 1), date(2021, 5, 31))]),
        ("Decides to revert to the issue at its seventy-fifth session;",
         [("review", None, None, "75th", date(2020, 9, 1), date(2021, 9, 30))]),
        ("Decides to include in the agenda of its seventy-fifth session, under the item entitled "
         "“Trade”, a sub-item entitled “Bridges and ferries”;",
         [("review", None, None, "75th", date(2020, 9, 1), date(2021, 9, 30))]),
        # another matter, or a part of this one
        ("Decides to include in the agenda of its seventy-fifth session an item entitled “Report "
         "on the activities of the Toll Office”;", []),
        ("Decides to include in the agenda of its seventy-fifth session the topic “Report on the "
         "Toll Office” under the sub-item entitled “Bridges”;", []),
        ("Decides to revert to the issue of tolls at its seventy-fifth session;", []),
        ("Decides to include in the agenda of its seventy-fifth session a sub-item entitled "
         "“Tolls” under the item entitled “Bridges”;", []),
        ("Decides to extend the mandate of the lock keepers until 30 June 2021;",
         [("sunset", None, None, None, date(2020, 1, 1), date(2021, 6, 30))]),
        ("Decides to renew the mandate of the divers for a period of three years;",
         [("sunset", None, None, "for a period of three years", date(2020, 1, 1),
           date(2020 + 3, 1, 1))]),
        ("Decides to meet at its seventy-fifth session;", []),
        # money
        ("Invites States to make voluntary contributions to the fund for locks;",
         [("resources", "Member States", None, None, None, None)]),
        ("Requests the Secretary-General to provide the divers with sufficient resources;",
         [("resources", "Secretary-General", None, None, None, None)]),
        ("Urges States to prohibit their nationals from providing funds to smugglers;", []),
        ("Urges States to stop those who provide funds to terrorists;", []),
        ("Welcomes the contributions made to the fund for locks;", []),
    ],
)  # fmt: skip
def test_duties(text, expected):
    assert due(text, adopted=date(2020, 1, 1)) == expected


def test_a_part_of_a_report_is_due_with_it():
    made = resolution(
        "Requests the World Bank to weigh the tolls, as part of the report asked for in paragraph "
        "3 of the present resolution;",
        "Requests the divers to add to the report in paragraph 3 of its resolution 1/1;",
        "Requests the World Bank to report to the General Assembly at its seventy-third session;",
    )
    first, last = duties.duties(made, clauses.clauses(made, CODEBOOK))
    assert (first["label"], last["label"]) == ("OP1", "OP3")
    assert first == last | {"label": "OP1"}


def test_the_assembly_is_the_one_that_a_draft_is_recommended_to():
    from dataclasses import replace

    made = resolution("Requests the World Bank to report to the Assembly at its ninth session;")
    made = replace(made, organ="Federal Council", recommends="Federal Assembly")
    (row,) = duties.duties(made, clauses.clauses(made, CODEBOOK))
    assert (row["to"], row["session"]) == ("Federal Assembly", "9th")


def test_planted_reports():
    truth = json.loads((SPECIMEN / "truth.json").read_text(encoding="utf-8"))
    book = codebook.load(SPECIMEN / "corpus")
    found = []
    for symbol, member in truth["members"].items():
        if member["stage"] != "adopted":
            continue
        text = readers.read(SPECIMEN / member["file"])
        rows = duties.duties(text, clauses.clauses(text, book))
        found += [(symbol, r["label"], r["who"], r["to"], r["session"]) for r in rows
                  if r["kind"] == "report" and r["to"]]  # fmt: skip
    endings = {1: "st", 2: "nd", 3: "rd"}
    assert found == [
        (d["symbol"], d["label"], d["who"], d["to"],
         f"{d['session']}{endings.get(d['session'] % 10, 'th')}")
        for d in truth["duties"]
    ]  # fmt: skip


@pytest.mark.parametrize("text", [
    "Decides to extend the mandate of the Office for a period of 99999 years;",
    "Decides to extend the mandate of the Office for a period of 999 years;",
    f"Decides to extend the mandate of the Office for a period of {'9' * 5000} months;",
    f"Requests the World Bank to report within {'9' * 5000} days;",
    "Requests the World Bank to report within 999999999999 years;",
    "Requests the World Bank to report by 0 May 2031;",
])  # fmt: skip
def test_spans_and_days_that_no_calendar_has_are_no_fault(text):
    due(text, adopted=date(2999, 12, 31))
    due(text)


def test_no_text_is_adopted_in_a_year_to_which_none_can_be_added():
    assert dates.date_in("4 May 9999") is dates.date_in("4 May 0000") is None
    assert dates.date_in("4 May 2999") == date(2999, 5, 4)


def test_what_a_list_asks_for_is_due_when_its_head_says():
    autumn = "75th", date(2020, 9, 1), date(2021, 9, 30)
    head = (
        "Requests the World Bank, before the General Assembly meets for its seventy-fifth session:"
    )
    assert due(head, "(a) To mend the lock;", "(b) To report on the costs;") == [
        ("report", "World Bank", "General Assembly", *autumn)]  # fmt: skip
    head = "Requests the General Assembly, at its seventy-fifth session, to consider:"
    assert due(head, "(a) The state of the lock;") == [
        ("deadline", "General Assembly", None, *autumn)]  # fmt: skip
    assert due("Requests the World Bank to report on the lock:", "(a) Its leaks;") == [
        ("report", "World Bank", None, None, None, None)]  # fmt: skip
