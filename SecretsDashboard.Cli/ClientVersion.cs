using System.Reflection;

namespace SecretsDashboard.Cli;

/// <summary>This program's version, as it was built.</summary>
internal static class ClientVersion
{
    public static string Text => typeof(ClientVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
