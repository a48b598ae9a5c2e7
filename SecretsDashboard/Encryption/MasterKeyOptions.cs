namespace SecretsDashboard.Encryption;

/// <summary>Where the master key comes from. <see cref="MasterKey"/> wins over the file; empty settings count as not given.</summary>
internal sealed class MasterKeyOptions
{
    /// <summary>The name of <see cref="MasterKeyFileMode"/> in the settings.</summary>
    public const string FileMode = "Encryption:MasterKeyFileMode";

    /// <summary>The word that takes a key file however it is kept.</summary>
    public const string AnyMode = "any";

    /// <summary>Path of the key file, relative to the content root; default <c>keys/master.key</c>.</summary>
    public string? MasterKeyFile { get; set; }

    /// <summary><see cref="AnyMode"/>: who else can read the file is the operator's concern, as where an orchestrator mounts it.</summary>
    public string? MasterKeyFileMode { get; set; }

    /// <summary>The key itself, 64 hexadecimal digits or base64 of exactly 32 bytes.</summary>
    public string? MasterKey { get; set; }
}
