"""``cec fees``: what an application costs, and the money to settle on that a program asks for."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from answers.dates import grouped, long_date
from answers.phrases import phrase
from console.factsheet import BadInput, parse_day
from eligibility.assessment import PROGRAMS
from eligibility.fees import Bill, Fee, permanent_residence
from eligibility.funds import Funds, settlement_funds
from eligibility.parameters import ParameterError
from nlu.clock import today

MOST_CHILDREN = 30


def add_parser(subparsers: Any) -> None:
    """Register the subcommand."""
    parser = subparsers.add_parser("fees", help="what an application costs, and the funds a program asks for")
    parser.add_argument("--spouse", action="store_true", help="a spouse or partner comes along")
    parser.add_argument("--children", metavar="N", type=_children, default=0, help="dependent children (default: 0)")
    parser.add_argument("--program", choices=list(PROGRAMS), default="cec", help="the program (default: cec)")
    parser.add_argument("--on", metavar="DATE", help="the day on which the application arrives (default: today)")
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    parser.set_defaults(run=run)


def _children(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= MOST_CHILDREN):
        raise argparse.ArgumentTypeError(f"a number from 0 to {MOST_CHILDREN} is expected, not {text!r}")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """0 with the bill, 2 for a day that can't be used or for which no amounts are known."""
    try:
        as_of = parse_day(args.on, "--on") if args.on else today()
        bill = permanent_residence(as_of, args.spouse, args.children)
        size = 1 + args.spouse + args.children
        funds = settlement_funds(args.program, size, as_of)
    except (BadInput, ParameterError) as error:
        print(error, file=sys.stderr)
        return 2
    if args.json:
        answer = {
            "as_of": as_of.isoformat(),
            "fees": [_plain(fee) for fee in bill.fees],
            "total": bill.total,
            "funds": {"program": args.program.upper(), "family_size": size, "amount": funds.amount},
        }
        print(json.dumps(answer, indent=2, ensure_ascii=False))
    else:
        print("\n".join(_lines(bill, funds, args.program.upper(), size)))
    return 0


def _plain(fee: Fee) -> dict[str, Any]:
    reference = {"title": fee.reference.title, "url": fee.reference.url, "checked": fee.reference.checked.isoformat()}
    return {"name": fee.name, "amount": fee.amount, "count": fee.count, "total": fee.total, "reference": reference}


def _money(amount: int) -> str:
    return phrase("topics.money", amount=grouped(amount))


def _lines(bill: Bill, funds: Funds, program: str, size: int) -> list[str]:
    lines = [phrase("money.head", as_of=long_date(bill.as_of))]
    for fee in bill.fees:
        values = {"amount": f"{_money(fee.total):>7}", "name": phrase(f"money.fees.{fee.name}")}
        if fee.count > 1:
            lines.append(phrase("money.line_each", **values, count=fee.count, each=_money(fee.amount)))
        else:
            lines.append(phrase("money.line", **values))
    lines.append(phrase("money.total", amount=f"{_money(bill.total):>7}"))
    named = phrase(f"timeline.programs.{program}")
    if funds.required:
        amount, checked = _money(funds.amount), long_date(funds.references[0].checked)
        lines.append(phrase("money.funds", program=named, amount=amount, size=size, checked=checked))
    else:
        lines.append(phrase("money.no_funds", program=named))
    references = (*(fee.reference for fee in bill.fees), *funds.references)
    for reference in {reference.title: reference for reference in references}.values():
        checked = long_date(reference.checked)
        lines.append(phrase("timeline.source", title=reference.title, url=reference.url, checked=checked))
    return lines
