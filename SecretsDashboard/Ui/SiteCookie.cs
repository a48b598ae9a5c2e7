namespace SecretsDashboard.Ui;

/// <summary>A cookie of the framework's under this server's name for it, which is known once the server listens: the framework takes its options before.</summary>
internal sealed class SiteCookie(SiteAddress site, string name) : CookieBuilder
{
    public override string? Name
    {
        get => site.CookieName(name);
        set => throw new NotSupportedException("The server's address names its cookies.");
    }
}
