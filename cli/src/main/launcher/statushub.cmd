@echo off
rem Starts statushub, which has to lie beside this file. Needs Java 17 or newer.
setlocal EnableExtensions DisableDelayedExpansion
set "STATUSHUB_JAVA=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if exist "%STATUSHUB_JAVA%" goto start
set "STATUSHUB_JAVA="
for %%J in (java.exe) do set "STATUSHUB_JAVA=%%~$PATH:J"
if defined STATUSHUB_JAVA goto start
>&2 echo StatusHub: Java was not found, neither in JAVA_HOME nor in PATH; install Java 17 or newer, or set JAVA_HOME
exit /b 1

:start
rem The last line, so that "||", "&&" and ERRORLEVEL after it see the exit code.
"%STATUSHUB_JAVA%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -XX:-MaxFDLimit -Xshare:auto -XX:+DisplayVMOutputToStderr -Xlog:disable -Xlog:all=error:stderr %STATUSHUB_OPTS% -cp "%~dp0statushub" io.jenkins.statushub.cli.Main %*
