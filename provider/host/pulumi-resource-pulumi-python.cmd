@echo off
rem What the engine runs on Windows, as pulumi-resource-pulumi-python elsewhere: our host, with the Python
rem that runs the program.
setlocal
if defined PULUMI_RUNTIME_VIRTUALENV (
    set "python=%PULUMI_RUNTIME_VIRTUALENV%\Scripts\python.exe"
) else if defined VIRTUAL_ENV (
    set "python=%VIRTUAL_ENV%\Scripts\python.exe"
) else if defined PULUMI_PYTHON_CMD (
    set "python=%PULUMI_PYTHON_CMD%"
) else (
    set "python=python"
)
"%python%" -u -m provider.host %*
exit /b %ERRORLEVEL%
