using System.Text.Json;
using Microsoft.AspNetCore.Identity;

namespace SecretsDashboard.Account;

/// <summary>
/// The name a passkey was made for: browsers offer it there alone, so it signs nobody in once the server has another address. It stands in what the browser
/// said when it made the passkey, which is kept with it.
/// </summary>
internal static class PasskeyHome
{
    /// <summary>The name, where it is another than <paramref name="host"/>; null: it is this one, or unknown.</summary>
    public static string? OtherThan(string host, IdentityUserPasskey<Guid> passkey)
    {
        try
        {
            using var said = JsonDocument.Parse(passkey.Data.ClientDataJson);
            return said.RootElement.TryGetProperty("origin", out var origin) && Uri.TryCreate(origin.GetString(), UriKind.Absolute, out var made)
                && !string.Equals(made.Host, host, StringComparison.OrdinalIgnoreCase) ? made.Host : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
