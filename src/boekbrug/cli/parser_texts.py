"""What the parser itself says (click), listed so that our catalogues hold it; nothing imports this to speak.

A test finds the texts in click's source and compares: a new version with new texts fails it.
"""

from __future__ import annotations

from boekbrug.wording import mark, mark_many

HELP = (
    mark("Usage:"),
    mark("Options"),
    mark("Commands"),
    mark("Positional arguments"),
    mark("default: {default}"),
    mark("env var: {var}"),
    mark("required"),
    mark("deprecated"),
    mark("(dynamic)"),
    mark("Show this message and exit."),
    mark("Show the version and exit."),
    mark("%(prog)s, version %(version)s"),
)
REFUSALS = (
    mark("Aborted!"),
    mark("Error: {message}"),
    mark("Try '{command} {option}' for help."),
    mark("No such command {name!r}."),
    mark("No such option {name!r}."),
    mark_many("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    mark("Missing command."),
    mark("Missing argument"),
    mark("Missing option"),
    mark("Missing parameter"),
    mark("Missing {param_type}"),
    mark("Missing parameter: {param_name}"),
    mark_many("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    mark_many("Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given."),
    mark_many("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    mark("Option {name!r} does not take a value."),
    mark("Argument {name!r} takes {nargs} values."),
    mark("Invalid value: {message}"),
    mark("Invalid value for {param_hint}: {message}"),
    mark("Could not open file {filename!r}: {message}"),
    mark("unknown error"),
)
VALUES = (
    mark("file"),
    mark("directory"),
    mark("path"),
    mark("{name} {filename!r} is a file."),
    mark("{name} {filename!r} is a directory."),
    mark("{name} {filename!r} is not readable."),
    mark("{name} {filename!r} is not writable."),
    mark("{name} {filename!r} is not executable."),
    mark("{name} {filename!r} does not exist."),
    mark("Choose from:\n\t{choices}"),
    mark_many("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    mark_many(
        "{value!r} does not match the format {format}.", "{value!r} does not match the formats {formats}."
    ),
    mark("{value} is not in the range {range}."),
    mark("{value!r} is not a valid {number_type}."),
    mark("{value!r} is not a valid boolean. Recognized values: {states}"),
    mark_many(
        "{len_type} values are required, but {len_value} was given.",
        "{len_type} values are required, but {len_value} were given.",
    ),
)
QUESTIONS = (
    mark("Repeat for confirmation"),
    mark("Error: The two entered values do not match."),
    mark("Error: invalid input"),
    mark("Do you want to continue?"),
    mark("Confirm the action without prompting."),
    mark("Press any key to continue..."),
)
ALL = frozenset(one for group in (HELP, REFUSALS, VALUES, QUESTIONS) for one in group)
