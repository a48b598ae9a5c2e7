using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Api;
using SecretsDashboard.Attention;
using SecretsDashboard.Audit;
using SecretsDashboard.Clients;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;
using SecretsDashboard.Help;
using SecretsDashboard.HostCommands;
using SecretsDashboard.Members;
using SecretsDashboard.Overview;
using SecretsDashboard.Projects;
using SecretsDashboard.Secrets;
using SecretsDashboard.Settings;
using SecretsDashboard.Shell;
using SecretsDashboard.Tokens;
using SecretsDashboard.Ui;

if (args is ["--version"])
{
    Console.WriteLine($"SecretsDashboard {ProgramVersion.Text}");
    return 0;
}

var command = HostCommand.Of(args);
if (command?.Problem is { } usage)
{
    await Console.Error.WriteLineAsync(usage);
    return HostCommand.UsageExitCode;
}

// a copy that was published finds its files wherever it is started from
var contentRoot = Directory.Exists("wwwroot") ? Directory.GetCurrentDirectory() : AppContext.BaseDirectory;
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = contentRoot });

// first, so that environment variables and the command line outrank it
builder.Configuration.Sources.Insert(0, new JsonConfigurationSource { FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory), Path = "appsettings.json" });
builder.WebHost.UseStaticWebAssets();
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = 16 * 1024;
    // a body that waits for its turn stays on the network, not in memory
    kestrel.Limits.MaxRequestBufferSize = 64 * 1024;
});

builder.Services.AddEncryption(builder.Configuration);
builder.Services.AddData(builder.Configuration);
builder.Services.AddAccess(builder.Configuration);
builder.Services.AddUi(builder.Configuration);
builder.Services.AddAttention();
builder.Services.AddProjects();
builder.Services.AddSecrets();
builder.Services.AddMembers();
builder.Services.AddClients();
builder.Services.AddTokens();
builder.Services.AddAudit();
builder.Services.AddApi();
builder.Services.AddAccount();
builder.Services.AddSettings();
builder.Services.AddOverview();
builder.Services.AddShell();
command?.Prepare(builder.Services);

var app = builder.Build();
try
{
    Sodium.Load();
    SqliteSettings.Load();
    app.Services.GetRequiredService<IStartupValidator>().Validate();
    if (command is not null)
    {
        command.Require(app.Services.GetRequiredService<StorageFolder>());
    }
    else if (app.Services.GetRequiredService<ListenCheck>().Problems().ToList() is { Count: > 0 } problems)
    {
        throw new StartRefusedException(StartRefusedException.BadSettings, string.Join(Environment.NewLine, problems));
    }
    await app.Services.GetRequiredService<DatabaseStartup>().RunAsync(CancellationToken.None);
    if (command is null && app.Services.GetRequiredService<DemoMark>().IsDemo && app.Services.GetRequiredService<IOptions<SiteOptions>>().Value.BeyondLoopback() is { } url)
    {
        throw new StartRefusedException(StartRefusedException.BadSettings, $"Urls: {url} is reachable from other machines, and demo data is served on this machine alone. Listen at http://localhost:5080.");
    }
    await app.Services.GetRequiredService<DigestUpgrade>().RunAsync(CancellationToken.None);
}
catch (Exception exception) when ((StartRefusedException.From(exception) ?? app.Services.GetRequiredService<DatabaseStartup>().RefusalOf(exception)) is { } refused)
{
    return await RefuseAsync(app, refused);
}

if (command is not null)
{
    var exitCode = await command.RunAsync(app.Services, CancellationToken.None);
    await app.DisposeAsync();
    return exitCode;
}

if (app.Logger.IsEnabled(LogLevel.Information))
{
    app.Logger.LogInformation("SecretsDashboard {Version} starts; SQLite {Sqlite} keeps the database.", ProgramVersion.Text, SqliteSettings.Version);
}

app.UseUi();
app.UseAuthentication();
app.UseAccount();
app.UseShell();
app.UseAuthorization();
app.UseAntiforgery();

app.MapData();
app.MapAccount();
app.MapSecrets();
app.MapTokens();
app.MapClients();
app.MapMembers();
app.MapAudit();
app.MapApi();
app.MapHelp();
app.MapShell();

try
{
    // what is read before it listens may meet a damaged page, too
    await app.StartAsync();
}
catch (Exception exception) when (app.Services.GetRequiredService<DatabaseStartup>().RefusalOf(exception) is { } refused)
{
    return await RefuseAsync(app, refused);
}
catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    // somebody was faster since it was looked at
    return await RefuseAsync(app, new StartRefusedException(StartRefusedException.BadSettings, $"Urls: {exception.Message}"));
}
await app.WaitForShutdownAsync();
var isBroken = BrokenService.IsIn(app.Services);
await app.DisposeAsync();
return isBroken ? BrokenService.ExitCode : 0;

static async Task<int> RefuseAsync(WebApplication app, StartRefusedException refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    await app.DisposeAsync();
    return refused.ExitCode;
}

/// <summary>The program, as tests start it.</summary>
public partial class Program;
