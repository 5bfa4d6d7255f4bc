String log = new File(basedir, 'build.log').text
assert log.count('to be generated from ') == 2
assert log.count('nothing changed since the last generation from ') == 2
assert log.count('Code generation is skipped.') == 2
assert !log.contains('generates every time')
