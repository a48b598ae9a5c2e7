using System.Text;
using System.Text.Json;
using SecretsDashboard.Data;
using SecretsDashboard.Secrets;
using SecretsDashboard.Tests.Architecture;

namespace SecretsDashboard.Tests.Secrets;

/// <summary>The names of secrets that are known beforehand: facts that the page completes from, and no rule of ours speaks against.</summary>
public sealed class KnownNamesTests
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    private static readonly KnownName[] All = JsonSerializer.Deserialize<KnownName[]>(File.ReadAllText(Path.Combine(SourceFile.Root(), "SecretsDashboard", "wwwroot", "known-names.json")), Options)!;

    [Fact]
    public void Names_AreAllowedKeysThatStandOnce()
    {
        Assert.InRange(All.Length, 60, 100);
        Assert.Equal(All.Length, All.Select(known => known.Name).Distinct().Count());
        Assert.All(All.SelectMany(known => known.Also.Append(known.Name)), name => Assert.Null(SecretKey.Problem(name, allowLowerCase: false)));
        Assert.Empty(All.SelectMany(known => known.Also).Intersect(All.Select(known => known.Name)));
        Assert.All(All, known => Assert.NotEmpty(known.Service));
    }

    [Fact]
    public void Types_AreThoseOfTheForm()
    {
        Assert.All(All, known => Assert.Contains(known.Type, SecretTypes.All.Select(type => type.ToString())));
    }

    [Fact]
    public void Pages_AreAddressesThatABrowserOpens()
    {
        Assert.All(All.Where(known => known.Page is not null), known => Assert.Equal(("https", ""), (new Uri(known.Page!).Scheme, new Uri(known.Page!).UserInfo)));
    }

    [Fact]
    public void Starts_NeverSpeakAgainstTheTypeThatTheServerGuesses()
    {
        foreach (var known in All)
        {
            foreach (var start in known.Live.Concat(known.Test).Concat(known.Starts).Where(start => !start.StartsWith("https", StringComparison.Ordinal)))
            {
                var guess = SecretTypes.Guess("X", Encoding.UTF8.GetBytes(start));
                Assert.True(guess == SecretType.Other || guess.ToString() == known.Type, $"{known.Name} that starts with {start} is guessed to be {guess}");
            }
        }
    }

    [Fact]
    public void LiveAndTest_AreToldApart()
    {
        Assert.All(All, known => Assert.DoesNotContain(known.Live, live => known.Test.Any(test => live.StartsWith(test, StringComparison.Ordinal) || test.StartsWith(live, StringComparison.Ordinal))));
        Assert.Contains(All, known => known.Live.Length > 0 && known.Test.Length > 0);
    }

    private sealed record KnownName(string Name, string Service, string Type)
    {
        public string[] Live { get; init; } = [];

        public string[] Test { get; init; } = [];

        public string[] Starts { get; init; } = [];

        public string? Page { get; init; }

        public string[] Also { get; init; } = [];
    }
}
