namespace SecretsDashboard.Ui;

/// <summary>Tells a browser that goes to a page from a script or a program that asks for an answer.</summary>
internal static class PageRequest
{
    public static bool WantsPage(this HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
