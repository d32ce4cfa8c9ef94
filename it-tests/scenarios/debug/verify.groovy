// One field for the parameter, and with the option one for the variable that nobody reads after the await.
assert new File(basedir, 'build.log').readLines().contains('fields: 2')
