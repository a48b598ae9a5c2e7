using System.Text;

namespace SecretsDashboard.Tests.Support;

/// <summary>A .env file and what becomes of it in a project without secrets.</summary>
internal sealed class EnvFile(string name, string text)
{
    public string Name { get; } = name;

    public byte[] Bytes { get; init; } = Encoding.UTF8.GetBytes(text);

    /// <summary>What is stored, NAME=value in ordinal order.</summary>
    public string[] Values { get; init; } = [];

    /// <summary>Lines that are left out, each with the API's word for it.</summary>
    public string[] LeftOut { get; init; } = [];

    /// <summary>Lines for which the whole file is refused.</summary>
    public int[] Refused { get; init; } = [];
}
