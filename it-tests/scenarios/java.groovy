// For the verify scripts: runs a program with the JDK of this build and returns the lines that it printed.
return { Object... arguments ->
    StringBuilder out = new StringBuilder()
    StringBuilder err = new StringBuilder()
    List command = [System.getProperty('java.home') + '/bin/java', '-XX:TieredStopAtLevel=1'] + arguments.toList()
    def process = command*.toString().execute()
    process.waitForProcessOutput(out, err)
    assert process.exitValue() == 0: err
    return out.readLines()
}
