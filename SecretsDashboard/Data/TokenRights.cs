namespace SecretsDashboard.Data;

/// <summary>What a service token may do in its one environment. The numbers are stored.</summary>
[Flags]
public enum TokenRights
{
    None = 0,

    /// <summary>Receive values.</summary>
    Read = 1,

    /// <summary>See keys, descriptions and versions.</summary>
    List = 2,

    /// <summary>Set and remove values.</summary>
    Write = 4,
}
