String log = new File(basedir, 'build.log').text
assert log.count('generating from ') == 2
assert log.count('up to date: ') == 2
assert log.count('Code generation is skipped.') == 2
assert !log.contains('generates on every build')
