String log = new File(basedir, 'build.log').text
assert log.contains('cannot be resolved, so "GET /owners" is left out')
assert new File(basedir, 'client/target/surefire-reports/TEST-pets.client.FirstCallTest.xml').text.contains('findPets_atFirst_returnsNothing')
