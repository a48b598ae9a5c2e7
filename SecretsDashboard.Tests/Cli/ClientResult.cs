using System.Text;

namespace SecretsDashboard.Tests.Cli;

/// <summary>What a run of the client left behind.</summary>
internal sealed record ClientResult(int ExitCode, byte[] Output, string Error, int Id)
{
    public string Text => Encoding.UTF8.GetString(Output);

    /// <summary>It failed in the way every failure must look: this code, nothing on standard output, one line with these words.</summary>
    public void AssertRefused(int exitCode, params string[] words)
    {
        Assert.Equal((exitCode, ""), (ExitCode, Text));
        Assert.Matches("^secrets: [^\n]+\n$", Error);
        Assert.All(words, word => Assert.Contains(word, Error, StringComparison.Ordinal));
    }

    /// <summary>It did what was asked and said nothing but this.</summary>
    public void AssertDone(string output, string error = "") => Assert.Equal((0, output, error), (ExitCode, Text, Error));

    /// <summary>It ended with this code and could not say anything, or had nothing to say.</summary>
    public void AssertSilent(int exitCode) => Assert.Equal((exitCode, "", ""), (ExitCode, Text, Error));
}
