using System.Reflection;

namespace SecretsDashboard.Data;

/// <summary>The version of this program, as it was built: that of the build's settings, such as 1.0.0.</summary>
internal static class ProgramVersion
{
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
