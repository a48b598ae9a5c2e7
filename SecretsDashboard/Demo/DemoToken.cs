using System.Net;

namespace SecretsDashboard.Demo;

/// <summary>A program of the story, with its token.</summary>
/// <param name="Project">Slug of its project.</param>
/// <param name="Environment">Slug of its environment.</param>
/// <param name="Name">The token's name.</param>
/// <param name="Day">The day of the story on which the token is minted.</param>
/// <param name="Days">For how many days it is good.</param>
/// <param name="Every">Hours from one start of the program to the next; 0: it never starts.</param>
/// <param name="Network">From where it may be used; empty: from everywhere.</param>
internal sealed record DemoToken(string Project, string Environment, string Name, int Day, int Days, int Every, string Network = "")
{
    public static IReadOnlyList<DemoToken> All { get; } =
    [
        new("web-shop", "production", "shop-production", 1, 90, 7, "198.51.100.0/24"),
        new("web-shop", "staging", "shop-staging", 1, 90, 16),
        new("web-shop", "preview", "preview-apps", 4, 30, 19),
        new("web-shop", "development", "ci-build", 2, 365, 9),
        new("web-shop", "load-test", "load-test-runner", 1, 90, 0),
        new("payments", "production", "ledger-production", 1, 90, 8),
        new("payments", "staging", "ledger-staging", 1, 90, 26),
        new("payments", "production", "settlement-job", 3, 7, 24),
        new("data-platform", "production", "scheduler", 2, 90, 11),
        new("data-platform", "development", "notebooks", 6, 90, 31),
    ];

    /// <summary>Where the program runs, of the networks that documentation may use (RFC 5737).</summary>
    internal IPAddress Address => new([198, 51, 100, (byte)(20 + (10 * All.TakeWhile(token => token != this).Count()))]);
}
