using SecretsDashboard.Cli;

try
{
    OpenFiles.Check();
    return CommandTree.Run(args);
}
catch (ClientFailure failure)
{
    Notice.Write(failure.Message);
    return failure.ExitCode;
}
catch (Exception defect)
{
    // its message may quote what was being worked on
    Notice.Write($"failed unexpectedly ({defect.GetType().Name}); please report it with the command you ran, without values");
    return ExitCode.Defect;
}
