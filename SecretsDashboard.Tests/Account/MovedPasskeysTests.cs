using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using SecretsDashboard.Access;
using SecretsDashboard.Account;
using SecretsDashboard.Data;
using SecretsDashboard.Tests.Support;
using SecretsDashboard.Ui;

namespace SecretsDashboard.Tests.Account;

/// <summary>Passkeys that were made while the server had another name are told apart, at the start and in their person's list.</summary>
public sealed class MovedPasskeysTests : DatabaseTest
{
    private readonly EarlierAddress earlier = new();

    [Theory]
    [InlineData("https://secrets.example.com", null)]
    [InlineData("https://SECRETS.example.com:8443", null)]
    [InlineData("https://old.example.com", "old.example.com")]
    [InlineData("nonsense", null)]
    public async Task List_Passkey_SaysForWhichOtherNameItWasMade(string origin, string? home)
    {
        var caller = await Callers.MemberAsync();
        await AddAsync(caller, origin);

        Assert.Equal([home], (await Database.Get<PasskeyStore>().ListAsync(caller, None)).Select(passkey => passkey.Home));
    }

    [Fact]
    public async Task Start_AllMadeHere_SaysNothing()
    {
        await AddAsync(await Callers.MemberAsync(), "https://secrets.example.com");

        Assert.Empty(await StartAsync());

        Assert.False(earlier.HasPasskeys);
    }

    [Fact]
    public async Task Start_SomeOfAnotherName_CountsPeopleAndThoseWithoutAnotherWay()
    {
        var (both, lost, withPassword) = (await Callers.OwnerAsync(), await Callers.MemberAsync(), await Callers.AdminAsync());
        await AddAsync(both, "https://old.example.com", "https://secrets.example.com");
        await AddAsync(lost, "https://old.example.com", "https://old.example.com");
        await AddAsync(withPassword, "https://older.example.com");
        await Database.Gate.WriteAsync(db => db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.PasswordHash, user => user.Id == withPassword.UserId ? "hash" : null)), None);

        var lines = await StartAsync();

        Assert.True(earlier.HasPasskeys);
        Assert.Contains("made for old.example.com, older.example.com do not work at secrets.example.com. People who have one: 3; of them without another way to sign in: 1.",
            Assert.Single(lines), StringComparison.Ordinal);
    }

    private async Task<List<string>> StartAsync()
    {
        using var log = new LogCapture();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        await new MovedPasskeys(Database.Get<IDbContextFactory<AppDbContext>>(), Database.Get<SiteAddress>(), earlier, loggers.CreateLogger<MovedPasskeys>()).StartedAsync(None);
        return [.. log.Lines.Select(line => line.Text)];
    }

    // as they are kept
    private Task<int> AddAsync(Caller person, params string[] origins) => Database.Gate.WriteAsync(async db =>
    {
        foreach (var origin in origins)
        {
            db.UserPasskeys.Add(new IdentityUserPasskey<Guid>
            {
                UserId = person.UserId,
                CredentialId = Guid.NewGuid().ToByteArray(),
                Data = new() { PublicKey = [1], AttestationObject = [1], ClientDataJson = Encoding.UTF8.GetBytes($$"""{"type":"webauthn.create","origin":"{{origin}}"}"""), CreatedAt = DateTimeOffset.UtcNow, Name = "Laptop" },
            });
        }
        return await db.SaveChangesAsync();
    }, None);
}
