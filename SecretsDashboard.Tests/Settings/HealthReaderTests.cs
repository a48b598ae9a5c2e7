using SecretsDashboard.Access;
using SecretsDashboard.Data;
using SecretsDashboard.Settings;
using SecretsDashboard.Tests.Support;

namespace SecretsDashboard.Tests.Settings;

/// <summary>Owners are told how the server stands, and what to do where it does not stand well.</summary>
public sealed class HealthReaderTests : DatabaseTest
{
    [Fact]
    public async Task ReadAsync_AllWell_SaysSoWithSizes()
    {
        var lines = await ReadAsync();

        Assert.All(lines.Where(line => line.Name != "Disk"), line => Assert.Equal((HealthLevel.Ok, null), (line.Level, line.Advice)));
        Assert.Matches(@"^\d[\d,.]* [KM]iB in /.*secrets\.db\. It reads and writes\.$", Line(lines, "Database").Text);
        Assert.Matches(@"^\d+ entries\.", Line(lines, "Audit log").Text);
    }

    [Fact]
    public async Task ReadAsync_WhatIsWrong_SaysWhatToDo()
    {
        var owner = await Callers.OwnerAsync();
        Database.Get<IntegrityCondition>().Found(null, Guid.NewGuid(), "a value");
        Database.Get<ClockWatch>().See(Time.Now.AddHours(1));
        await Database.ArrangeAsync(db => db.AuditHead.Single().Seal = []);

        var lines = await Database.Get<HealthReader>().ReadAsync(owner, None);

        Assert.Equal([("Stored values", HealthLevel.Failing), ("Audit log", HealthLevel.Failing), ("Clock", HealthLevel.Warning)],
            lines.Where(line => line.Level != HealthLevel.Ok && line.Name != "Disk").Select(line => (line.Name, line.Level)));
        Assert.All(lines.Where(line => line.Level != HealthLevel.Ok), line => Assert.NotNull(line.Advice));
    }

    [Theory]
    [InlineData(InstanceRole.Admin)]
    [InlineData(InstanceRole.Member)]
    public async Task ReadAsync_NoOwner_IsRefused(InstanceRole role)
    {
        var caller = await Callers.PersonAsync("Somebody", role);

        await Assert.ThrowsAsync<AccessDeniedException>(() => Database.Get<HealthReader>().ReadAsync(caller, None));
    }

    [Theory]
    [InlineData("ok", HealthLevel.Ok)]
    [InlineData("low", HealthLevel.Ok)]
    [InlineData("locked", HealthLevel.Failing)]
    [InlineData("unwritable", HealthLevel.Failing)]
    [InlineData("damaged", HealthLevel.Failing)]
    [InlineData("failing", HealthLevel.Failing)]
    public void Database_ForEachWordOfTheCheck_SaysWhatItMeans(string word, HealthLevel level)
    {
        var line = HealthWords.Database(word, 4096, "/data/secrets.db");

        Assert.Equal(level, line.Level);
        Assert.Equal(level == HealthLevel.Ok, line.Advice is null);
    }

    [Fact]
    public void Words_ForWhatATestCannotBring_NameTheLevel()
    {
        Assert.Equal(HealthLevel.Warning, HealthWords.Key("the key file /keys/master.key", isThere: false).Level);
        Assert.Equal(HealthLevel.Warning, HealthWords.Log(1L << 30).Level);
        Assert.Equal((HealthLevel.Failing, HealthLevel.Warning, HealthLevel.Ok, HealthLevel.Warning), (
            HealthWords.Disk(0, 100, true, true).Level, HealthWords.Disk(1 << 30, 90, true, false).Level, HealthWords.Disk(1L << 40, 10, false, false).Level, HealthWords.Disk(null, 0, false, false).Level));
        Assert.Equal((HealthLevel.Failing, HealthLevel.Failing), (HealthWords.Deliveries("failing", "ok").Level, HealthWords.Deliveries("ok", "locked").Level));
        Assert.Equal(["512 KiB", "1.5 MiB", "2.0 GiB"], new[] { 512L * 1024, 1536 * 1024, 2L << 30 }.Select(HealthWords.Size));
    }

    private async Task<IReadOnlyList<HealthLine>> ReadAsync() => await Database.Get<HealthReader>().ReadAsync(await Callers.OwnerAsync(), None);

    private static HealthLine Line(IEnumerable<HealthLine> lines, string name) => lines.Single(line => line.Name == name);
}
