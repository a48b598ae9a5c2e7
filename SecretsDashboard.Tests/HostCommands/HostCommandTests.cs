using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SecretsDashboard.Data;
using SecretsDashboard.HostCommands;
using SecretsDashboard.Tests.Access;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.HostCommands;

/// <summary>The host's commands as processes of their own: what they print, their exit codes, and what holds once the server runs.</summary>
public sealed partial class HostCommandTests(StartedFolder started) : IClassFixture<StartedFolder>
{
    private const string Better = "violet anchor sundial";

    [Fact]
    public async Task ResetPassword_Owner_PrintsALinkThatSetsAPasswordOnce()
    {
        using var folder = new ServerFolder();
        using var before = await SetUpAsync(folder);

        await using var command = Run(folder, "reset-password", TestApp.OwnerEmail, "--PublicOrigin=https://secrets.example.com");
        Assert.Equal(0, await command.ExitCodeAsync());
        var code = Link().Match(command.Output).Groups[1].Value;
        Assert.NotEqual("", code);
        Assert.True(command.Errors == "" && command.Output.Trim().Split('\n').Length == 1, "it prints more than the link");

        await using var server = await ServerProcess.StartAsync(folder, new Uri(before.Address).Port);
        using (var old = await before.FetchAsync("/account/session"))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        }
        using var visitor = new Visitor(server.Address);
        using (var bad = await ResetAsync(visitor, code, "short"))
        {
            Assert.Contains("Password is too short", await bad.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using (var done = await ResetAsync(visitor, code, Better))
        {
            Assert.Contains("Your new password is set.", await done.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using (var again = await ResetAsync(visitor, code, Better))
        {
            Assert.Equal(HttpStatusCode.BadRequest, again.StatusCode);
            Assert.Contains("This link is not valid.", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using var wrong = await visitor.SignInAsync(TestApp.OwnerEmail, TestApp.Password);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        using var right = await visitor.SignInAsync(TestApp.OwnerEmail, Better);
        Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
        await server.StopAsync();
    }

    [Theory]
    [InlineData("reset-password", "nobody@example.com", "that can sign in.")]
    [InlineData("reset-password", "a=b@example.com", "that can sign in.")]
    [InlineData("reset-second-factor", TestApp.OwnerEmail, "that can sign in and has a second factor.")]
    public async Task Reset_NobodyToResetItOf_ExitsWith67(string verb, string email, string what)
    {
        using var folder = started.Folder.Copy();

        await using var command = Run(folder, verb, email);

        Assert.Equal(67, await command.ExitCodeAsync());
        Assert.Contains($"There is no account with the address {email} {what}", command.Errors, StringComparison.Ordinal);
        Assert.Equal("", command.Output);
    }

    [Fact]
    public async Task ResetPassword_ServerRuns_ExitsWith5()
    {
        using var folder = new ServerFolder();
        await using var server = await ServerProcess.StartAsync(folder);

        await using var command = Run(folder, "reset-password", TestApp.OwnerEmail);

        Assert.Equal(5, await command.ExitCodeAsync());
        Assert.Contains("is in use by another server", command.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ResetPassword_NoDatabase_ExitsWith2AndMakesNone()
    {
        using var folder = new ServerFolder();

        await using var command = Run(folder, "reset-password", TestApp.OwnerEmail);

        Assert.Equal(2, await command.ExitCodeAsync());
        Assert.Contains("there is no database in", command.Errors, StringComparison.Ordinal);
        Assert.Empty(folder.Snapshot());
    }

    [Theory]
    [InlineData(true, "the password alone signs in.")]
    [InlineData(false, "run reset-password ada@example.com next.")]
    public async Task ResetSecondFactor_Owner_TakesAllEndsTheirSessionsAndSaysWhatIsLeft(bool hasPassword, string said)
    {
        using var folder = started.Folder.Copy();
        await using (var opened = await OpenedFolder.OpenAsync(folder))
        {
            await opened.Services.GetRequiredService<WriteGate>().WriteAsync(async db =>
            {
                var owner = await db.Users.SingleAsync();
                owner.PasswordHash = hasPassword ? owner.PasswordHash : null;
                db.UserPasskeys.Add(SecondFactorTests.Passkey(owner.Id));
                return await db.SaveChangesAsync();
            }, CancellationToken.None);
        }

        await using var command = Run(folder, "reset-second-factor", " ada@example.com ");

        Assert.Equal(0, await command.ExitCodeAsync());
        Assert.Contains(said, command.Output, StringComparison.Ordinal);
        Assert.Equal("", command.Errors);
        await using var after = await OpenedFolder.OpenAsync(folder);
        await using var db = await after.Services.GetRequiredService<IDbContextFactory<AppDbContext>>().CreateDbContextAsync();
        Assert.Equal((0, 0), (await db.UserPasskeys.CountAsync(), await db.Sessions.CountAsync()));
        var line = AuditJson.Of(await db.Audit.AsNoTracking().OrderByDescending(entry => entry.Seq).FirstAsync());
        Assert.Equal(("person.second_factor_reset", "host", TestApp.OwnerName), (line.Text("action"), line.Text("actor.kind"), line.Text("target_name")));
        Assert.Null(await after.AuditFaultAsync());
    }

    [Fact]
    public async Task Version_WithoutSettings_IsSaidAndNothingIsMade()
    {
        using var folder = new ServerFolder();

        await using var command = ServerProcess.Run(AppContext.BaseDirectory, folder.Root, "--version");

        Assert.Equal(0, await command.ExitCodeAsync());
        Assert.Equal(($"SecretsDashboard {ProgramVersion.Text}", ""), (command.Output.Trim(), command.Errors));
        Assert.Empty(folder.Snapshot());
    }

    [Theory]
    [InlineData("reset-password")]
    [InlineData("reset-second-factor")]
    [InlineData("reset-password a@example.com b@example.com")]
    [InlineData("frobnicate")]
    public async Task Command_Wrong_ExitsWith64AndMakesNothing(string line)
    {
        using var folder = new ServerFolder();

        await using var command = Run(folder, line.Split(' '));

        Assert.Equal(64, await command.ExitCodeAsync());
        Assert.Contains("EMAIL", command.Errors, StringComparison.Ordinal);
        Assert.Empty(folder.Snapshot());
    }

    [Theory]
    [InlineData("--Urls http://localhost:1")]
    [InlineData("Urls=http://localhost:1")]
    [InlineData("/Urls=http://localhost:1")]
    [InlineData("")]
    [InlineData("--A=1 B=2 /C=3 --Urls http://localhost:1")]
    public void Of_SettingsAlone_RunTheServer(string line) =>
        Assert.Null(HostCommand.Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Theory]
    [InlineData("demo --A=1")]
    [InlineData("--A=1 demo")]
    [InlineData("--Urls http://localhost:1 A=1 demo --B=2")]
    public void Of_CommandAmongSettings_IsFound(string line) => Assert.Equal("demo", HostCommand.Of(line.Split(' '))?.Verb);

    [Theory]
    [InlineData("--A=1 frobnicate")]
    [InlineData("--A=1 reset-password")]
    public void Of_WordAmongSettingsThatIsNoCommand_IsAProblem(string line) => Assert.NotNull(HostCommand.Of(line.Split(' '))?.Problem);

    private static async Task<Visitor> SetUpAsync(ServerFolder folder)
    {
        await using var server = await ServerProcess.StartAsync(folder);
        var visitor = new Visitor(server.Address);
        using var setUp = await visitor.SetUpAsync(server.SetUpCode, TestApp.OwnerName, TestApp.OwnerEmail, TestApp.Password);
        Assert.Equal(HttpStatusCode.Redirect, setUp.StatusCode);
        await server.StopAsync();
        return visitor;
    }

    private static ServerProcess Run(ServerFolder folder, params string[] arguments) => ServerProcess.Run(AppContext.BaseDirectory, folder.Root, [.. arguments, .. folder.Settings]);

    private static Task<HttpResponseMessage> ResetAsync(Visitor visitor, string code, string password) =>
        visitor.SubmitAsync("/reset", "reset", ("Form.Code", code), ("Form.Password", password), ("Form.ConfirmPassword", password));

    [GeneratedRegex("^Start the server and open this link within 24 hours: https://secrets.example.com/reset#([0-9a-f]{64})\r?$", RegexOptions.Multiline)]
    private static partial Regex Link();
}
