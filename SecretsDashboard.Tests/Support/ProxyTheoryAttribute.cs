namespace SecretsDashboard.Tests.Support;

/// <summary>
/// A test behind real proxies. If one of them is missing and cannot be installed, it counts as not run, with the reason: it neither passes nor hides.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProxyTheoryAttribute : TheoryAttribute
{
    private static readonly Lazy<string?> Missing = new(() =>
    {
        var missing = new[] { ReverseProxy.Nginx, ReverseProxy.Caddy }.Where(name => ReverseProxy.FindAsync(name).GetAwaiter().GetResult() is null).ToList();
        return missing.Count == 0 ? null : $"not run: {string.Join(" and ", missing)} could not be installed (on Debian: apt-get install nginx-light caddy)";
    });

    public override string? Skip
    {
        get => Missing.Value;
    }
}
