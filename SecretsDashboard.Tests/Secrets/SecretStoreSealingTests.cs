using System.Text;
using Microsoft.EntityFrameworkCore;
using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Encryption;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>What lies in the database opens in its own place only, comes out byte for byte, and is gone when deleted.</summary>
public sealed class SecretStoreSealingTests : DatabaseTest
{
    private Caller manager = default!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        manager = await Given.ProjectAsync();
    }

    [Theory]
    [InlineData("quotes \" ' ` and \\ and $VAR and #")]
    [InlineData("emoji 👩‍💻 and RTL שלום \u202e and \u200b")]
    [InlineData("-----BEGIN-----\nline\nline\n-----END-----\n")]
    [InlineData("one\r\ntwo\rthree\n")]
    [InlineData("  leading and trailing  ")]
    [InlineData(" ")]
    [InlineData("x")]
    [InlineData("e\u0301 and \u00e9")]
    [InlineData("\ufeffwith a byte order mark")]
    [InlineData("\u0001\u001b[31m\u007f")]
    public async Task Value_AnyText_ComesOutByteForByte(string value)
    {
        await Given.SecretAsync(manager, "API_KEY", ("development", value));

        var (secret, row, seal) = await StoredAsync();
        using var opened = seal.Open(row.EnvironmentId, secret.Id, row.Version, secret.Key, row.Sealed);

        Assert.Equal(Encoding.UTF8.GetBytes(value), opened.ReadOnlySpan.ToArray());
    }

    [Fact]
    public async Task Value_LongestThereIs_ComesOut()
    {
        var value = string.Concat(Enumerable.Repeat("0123456789abcdef", 4096));
        await Given.SecretAsync(manager, "API_KEY", ("development", value));

        var (secret, row, seal) = await StoredAsync();
        using var opened = seal.Open(row.EnvironmentId, secret.Id, row.Version, secret.Key, row.Sealed);

        Assert.Equal(value, Encoding.UTF8.GetString(opened.ReadOnlySpan));
    }

    [Fact]
    public async Task Value_InAnyOtherPlace_DoesNotOpen()
    {
        await Given.SecretAsync(manager, "API_KEY", ("development", "hush"));
        var other = await Given.ProjectAsync("other", "Other");
        var (secret, row, seal) = await StoredAsync();
        var staging = await Database.ReadAsync(db => db.Environments.Where(each => each.Slug == "staging" && each.ProjectId == secret.ProjectId).Select(each => each.Id).SingleAsync());
        var otherSeal = await Database.ReadAsync(async db =>
            await Database.Get<ProjectKeys>().SealOfAsync(db, await db.Projects.Where(each => each.Slug == "other").Select(each => each.Id).SingleAsync(), None));

        Refused(() => seal.Open(staging, secret.Id, row.Version, secret.Key, row.Sealed));
        Refused(() => seal.Open(row.EnvironmentId, Guid.NewGuid(), row.Version, secret.Key, row.Sealed));
        Refused(() => seal.Open(row.EnvironmentId, secret.Id, row.Version + 1, secret.Key, row.Sealed));
        Refused(() => seal.Open(row.EnvironmentId, secret.Id, row.Version, "OTHER_KEY", row.Sealed));
        Refused(() => otherSeal.Open(row.EnvironmentId, secret.Id, row.Version, secret.Key, row.Sealed));
        Assert.NotNull(other);
    }

    [Fact]
    public async Task Database_AfterSaving_HoldsTheValueNowhere()
    {
        await Given.SecretAsync(manager, "API_KEY", ("development", "hush-hush-synthetic-value"));
        await Database.Get<SecretStore>().DeleteAsync(manager, "bot", "API_KEY", null, None);
        await Given.SecretAsync(manager, "OTHER", ("development", "hush-hush-synthetic-value"));

        Assert.All(Directory.GetFiles(Database.Folder.Data, "secrets.db*"), file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            Assert.Equal(-1, bytes.ToArray().AsSpan().IndexOf("hush-hush"u8));
        });
    }

    [Fact]
    public async Task DeleteAsync_ManyVersions_RemovesEveryRowAndIsRecorded()
    {
        await Given.SecretAsync(manager, "KEPT", ("development", "kept"));
        await Given.SecretAsync(manager, "API_KEY", ("development", "one"), ("staging", "one"));
        foreach (var value in (string[])["two", "three"])
        {
            using var draft = Given.Draft("API_KEY", ("development", value));
            await Database.Get<SecretStore>().ChangeAsync(manager, "bot", draft, None);
        }
        Assert.Equal(5, await Database.ReadAsync(db => db.SecretValues.CountAsync()));

        await Database.Get<SecretStore>().DeleteAsync(manager, "bot", "api_key", null, None);

        Assert.Equal("KEPT", await Database.ReadAsync(db => db.Secrets.Select(row => row.Key).SingleAsync()));
        Assert.Equal(1, await Database.ReadAsync(db => db.SecretValues.CountAsync()));
        var line = await LastAuditAsync();
        Assert.Equal(("secret.deleted", "API_KEY"), (line.Text("action"), line.Text("target_name")));
        Assert.Equal(["development", "staging"], line.Environments());
    }

    [Fact]
    public async Task Ends_OnlyWhileTheProjectShowsThem_AreSealed()
    {
        await Given.SecretAsync(manager, "BEFORE", ("development", "sk-proj-aaaaaaaaaaxyz789"));
        await Database.Gate.WriteAsync(db => db.Projects.ExecuteUpdateAsync(set => set.SetProperty(row => row.ShowEnds, true)), None);
        await Given.SecretAsync(manager, "LONG", ("development", "sk-proj-aaaaaaaaaaxyz789"));
        await Given.SecretAsync(manager, "SHORT", ("development", "1234567890123456789"));

        var masks = await Database.ReadAsync(db => db.Secrets.OrderBy(row => row.Key)
            .Select(row => ValueTuple.Create(row.Key, db.SecretValues.Where(value => value.SecretId == row.Id).Select(value => value.SealedMask != null).Single())).ToListAsync());

        Assert.Equal([("BEFORE", false), ("LONG", true), ("SHORT", false)], masks);
    }

    private static void Refused(Func<Plaintext> open) => Assert.Throws<EnvelopeException>(() => open().Dispose());

    private Task<(Secret, SecretValue, ProjectSeal)> StoredAsync() => Database.ReadAsync(async db =>
    {
        var secret = await db.Secrets.AsNoTracking().SingleAsync();
        return (secret, await db.SecretValues.AsNoTracking().SingleAsync(), await Database.Get<ProjectKeys>().SealOfAsync(db, secret.ProjectId, None));
    });
}
