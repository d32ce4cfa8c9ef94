List lines = new File(basedir, 'build.log').readLines()

// Three parameters and one test, then that test alone.
assert lines.any { it.contains('Tests run: 4, Failures: 0, Errors: 0, Skipped: 0') }
assert lines.any { it.contains('Tests run: 1, Failures: 1, Errors: 0, Skipped: 0') }

// What failed, where, and how to repeat it.
assert lines.any { it.contains('a task was left over when the test ended:') }
assert lines.any { it.contains('Suppressed: dev.reprise.junit.Note: the order was random, of seed 42: replay it with -Dreprise.seed=42') }
assert lines.any { it.contains("-Dtest='RetryTest#leavesATask'") }
