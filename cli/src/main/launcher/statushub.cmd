@echo off
rem Starts statushub, which has to lie beside this file. Needs Java 17 or newer.
setlocal
set "java=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
"%java%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xshare:auto %STATUSHUB_OPTS% -cp "%~dp0statushub" io.jenkins.statushub.cli.Main %*
exit /b %ERRORLEVEL%
