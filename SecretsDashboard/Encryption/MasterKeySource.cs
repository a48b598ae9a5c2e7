namespace SecretsDashboard.Encryption;

/// <summary>
/// Finds the master key where the settings say: in the setting itself, else in the key file. It refuses keys that are not
/// kept as they should be, and never replaces an existing one.
/// </summary>
internal sealed class MasterKeySource(MasterKeyOptions options, string contentRoot)
{
    private const string SettingName = "Encryption:MasterKey";
    private const string DefaultFile = "keys/master.key";

    private bool IsSetting => !string.IsNullOrWhiteSpace(options.MasterKey);

    private string FilePath => Path.GetFullPath(string.IsNullOrWhiteSpace(options.MasterKeyFile) ? DefaultFile : options.MasterKeyFile, contentRoot);

    /// <summary>Where the key is looked for, for messages: "the key file /x/keys/master.key" or "the setting Encryption:MasterKey".</summary>
    public string Describe() => IsSetting ? $"the setting {SettingName}" : $"the key file {FilePath}";

    /// <summary>Whether anything is there; it may still be refused by <see cref="Read"/>.</summary>
    public bool Exists() => IsSetting || Path.Exists(FilePath);

    /// <summary>Reads the key; the caller disposes it.</summary>
    /// <exception cref="MasterKeyException">It is missing, badly kept, or not a key; one line says which and why.</exception>
    public MasterKey Read()
    {
        if (!IsSetting)
        {
            return OperatingSystem.IsLinux() ? new MasterKey(new KeyFile(FilePath, options.MasterKeyFileMode == MasterKeyOptions.AnyMode).Read(), MasterKey.FromFile, Describe()) : throw NotOnLinux();
        }

        var key = KeyText.Parse(options.MasterKey!)
            ?? throw new MasterKeyException($"The setting {SettingName} holds no key: it must be 64 hexadecimal digits or base64 of exactly 32 bytes.");
        return new MasterKey(key, MasterKey.FromSetting, Describe());
    }

    /// <summary>Makes a new key file and returns its key; a key given as a setting is only read.</summary>
    /// <exception cref="MasterKeyException">A file is there already or cannot be written, or the setting is not a key.</exception>
    public MasterKey Create()
    {
        if (!IsSetting)
        {
            using var key = GuardedKey.Random();
            WriteFile(key);
        }

        return Read();
    }

    private static MasterKeyException NotOnLinux() => new($"A key file can be guarded on Linux only: give the key in the setting {SettingName}.");

    private void WriteFile(GuardedKey key)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw NotOnLinux();
        }

        new KeyFile(FilePath).Write(key);
    }
}
