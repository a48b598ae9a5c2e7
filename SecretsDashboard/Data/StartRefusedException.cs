using Microsoft.Extensions.Options;
using SecretsDashboard.Encryption;

namespace SecretsDashboard.Data;

/// <summary>The server must not start. The message is for the operator, the exit code tells a script why.</summary>
internal sealed class StartRefusedException(int exitCode, string message) : Exception(message)
{
    public const int SelfTest = 1;
    public const int BadSettings = 2;
    public const int MasterKey = 3;
    public const int UnusableDatabase = 4;
    public const int FolderInUse = 5;

    public int ExitCode { get; } = exitCode;

    /// <summary>The refusal behind whatever start-up threw; null where it is a defect, which may crash.</summary>
    public static StartRefusedException? From(Exception exception) => exception switch
    {
        StartRefusedException refused => refused,
        SelfTestException broken => new(SelfTest, broken.Message),
        SodiumMissingException missing => new(BadSettings, missing.Message),
        OptionsValidationException invalid => Settings(invalid.Failures),
        AggregateException several when several.InnerExceptions.All(each => each is OptionsValidationException) =>
            Settings(several.InnerExceptions.Cast<OptionsValidationException>().SelectMany(each => each.Failures)),
        _ => null,
    };

    private static StartRefusedException Settings(IEnumerable<string> problems) => new(BadSettings, string.Join(Environment.NewLine, problems));
}
