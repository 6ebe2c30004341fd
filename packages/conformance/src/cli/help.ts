export const help = `Runs the conformance suite of TeleVid against adapters, in a real browser.

  televid-conformance --harness PATH [options]

What to run
  --harness PATH   module that exports "harness", or a folder with modules named <adapter>-harness.ts; may be repeated
  --adapter NAME   of the harnesses in a folder, or "all"; default all; may be repeated
  --group G        only this group, e.g. mute; may be repeated
  --case ID        only this case, e.g. mute/back-on; may be repeated
  --level L        only cases of this level, must or should
  --list           prints the cases that would run, or with --mutants the mutants
  --mutants        plants faults in the adapter (and in core, from its repository) instead, and checks that the cases named
                   for them fail for that reason; --group, --case and --level choose among these cases
  --mutant ID      only this mutant, e.g. A1; may be repeated; implies --mutants

How
  --browser B      chromium (default) or firefox; may be repeated
  --chromium PATH  executable of a Chromium or Chrome; default: CHROMIUM_PATH, then one that is installed
  --lanes N        so many cases side by side, each lane with a service of its own; default 2; lanes beyond the processors
                   take cases that wait
  --seed N         the order within each group; a report names the seed of its run
  --save-traces DIR  keeps what every page of every case recorded, as DIR/<adapter>/<case>.json
  --diff A,B       runs the cases on two adapters and shows where their apps were told different things

Accounts of vendors
  --live           allows harnesses that use an account
  --budget-minutes N  with --live: starts no further case after so many participant-minutes in all
  --clean          removes rooms that killed runs left in accounts, and runs nothing

Phones, by hand
  --manual-sheet   writes manual-sheet-<adapter>.html to the folder of the reports: steps for Safari on iOS and Chrome on
                   Android, with a result to save
  --import FILE    checks such a result, keeps it in manual/ beside the harness, and puts it into the report; may be repeated

Results
  --reports PATH   folder of conformance.json, .xml and .html; default "reports". A run of some cases only is written to
                   conformance-partial.*; a whole run keeps the other adapters of an earlier whole report. --mutants
                   writes mutants.json
  --accept         writes what a whole run gave to expected/<adapter>.json beside the harness, for review
  --help           this text

Exit code: 0 every MUST passed or does not apply (with --mutants: each fault was noticed, or mended, as it has to be);
1 a MUST failed, or something differs from expected/<adapter>.json; 2 the suite could not run as asked; 3 a MUST was not
proven, also because only some cases were run.`
