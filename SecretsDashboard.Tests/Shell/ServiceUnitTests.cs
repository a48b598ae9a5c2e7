using System.ComponentModel;
using System.Diagnostics;
using SecretsDashboard.Tests.Architecture;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Shell;

/// <summary>The service unit that the manual prints is closed as far as this program allows.</summary>
public sealed class ServiceUnitTests
{
    private static readonly string Unit = Printed();

    [Theory]
    [InlineData("NoNewPrivileges=yes")]
    [InlineData("CapabilityBoundingSet=")]
    [InlineData("ProtectSystem=strict")]
    [InlineData("StateDirectoryMode=0700")]
    [InlineData("UMask=0077")]
    [InlineData("LimitCORE=0")]
    [InlineData("LimitNOFILE=65536")]
    [InlineData("SystemCallFilter=@system-service")]
    [InlineData("RestartPreventExitStatus=2 3 4 5")]
    public void Unit_Printed_HasIt(string line) => Assert.Contains(line, Unit.Split('\n'));

    [Fact]
    public void Unit_AsSystemdRatesIt_IsAtMostOneAndAHalf()
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Root, "secretsdashboard.service");
        File.WriteAllText(file, Unit);
        if (Rate(file) is { } answer)
        {
            Assert.True(answer.ExitCode == 0, answer.Text);
            Assert.Contains("Overall exposure level", answer.Text, StringComparison.Ordinal);
        }
    }

    // null where there is no systemd that can: nothing else knows its rating
    private static (int ExitCode, string Text)? Rate(string file)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("systemd-analyze", ["security", "--offline=yes", "--threshold=15", "--no-pager", file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var text = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
            process.WaitForExit();
            return text.Contains("unrecognized option", StringComparison.Ordinal) ? null : (process.ExitCode, text);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static string Printed()
    {
        var manual = File.ReadAllText(Path.Combine(SourceFile.Root(), "docs", "operations.md"));
        var from = manual.IndexOf("[Unit]", StringComparison.Ordinal);
        return manual[from..manual.IndexOf("```", from, StringComparison.Ordinal)];
    }
}
