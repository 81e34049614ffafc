@echo off
rem The engine runs this script on Windows, in place of pulumi-resource-pulumi-python. It starts our host with
rem the Python of the program.
setlocal
set "toolchain=%PULUMI_RUNTIME_TOOLCHAIN%"
if not defined toolchain set "toolchain=auto"
if "%toolchain%"=="auto" (
    call :folder_of uv.lock
    if defined folder (
        set "toolchain=uv"
    ) else (
        call :folder_of poetry.lock
        if defined folder set "toolchain=poetry"
    )
)

set "environment=%PULUMI_RUNTIME_VIRTUALENV%"
if "%toolchain%"=="poetry" (
    for /f "tokens=*" %%i in ('poetry env info --path') do set "environment=%%i"
) else if "%toolchain%"=="uv" if not defined environment (
    call :folder_of uv.lock
    if not defined folder call :folder_of pyproject.toml
    if not defined folder set "folder=%CD%"
    set "environment=%UV_PROJECT_ENVIRONMENT%"
    if not defined environment set "environment=.venv"
    setlocal enabledelayedexpansion
    if "!environment:~1,1!"==":" (set "found=!environment!") else set "found=!folder!\!environment!"
    for /f "delims=" %%i in ("!found!") do endlocal & set "environment=%%i"
)

set "python=%PULUMI_PYTHON_CMD%"
if not defined python set "python=python"
if defined environment (
    set "python=%environment%\Scripts\python.exe"
    set "VIRTUAL_ENV=%environment%"
    set "PATH=%environment%\Scripts;%PATH%"
    set "PYTHONHOME="
)
"%python%" -u -m pulumi_liveperson.host %*
exit /b %ERRORLEVEL%

rem Sets %folder% to the nearest folder that contains a file, from the current folder upwards.
:folder_of
set "folder=%CD%"
:look
if exist "%folder%\%~1" exit /b
for %%i in ("%folder%\..") do if "%%~fi"=="%folder%" (set "folder=" & exit /b) else set "folder=%%~fi"
goto look
