using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecretsDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class DeliveredTo : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Receipts outlive tokens and environments. Nothing refers to these two tables, so they are made anew here, in the migration's own
            // transaction: EF Core would turn foreign keys off outside of it.
            migrationBuilder.Sql("""
                ALTER TABLE "SecretDeliveries" RENAME TO "SecretDeliveriesBefore";
                CREATE TABLE "SecretDeliveries" (
                    "SecretId" TEXT NOT NULL,
                    "TokenId" TEXT NOT NULL,
                    "LastAt" TEXT NOT NULL,
                    CONSTRAINT "PK_SecretDeliveries" PRIMARY KEY ("SecretId", "TokenId"),
                    CONSTRAINT "FK_SecretDeliveries_Secrets_SecretId" FOREIGN KEY ("SecretId") REFERENCES "Secrets" ("Id") ON DELETE CASCADE
                );
                INSERT INTO "SecretDeliveries" ("SecretId", "TokenId", "LastAt") SELECT "SecretId", "TokenId", "LastAt" FROM "SecretDeliveriesBefore";
                DROP TABLE "SecretDeliveriesBefore";

                ALTER TABLE "UncoveredSecrets" RENAME TO "UncoveredSecretsBefore";
                CREATE TABLE "UncoveredSecrets" (
                    "SecretId" TEXT NOT NULL,
                    "EnvironmentId" TEXT NOT NULL,
                    "Since" TEXT NOT NULL,
                    CONSTRAINT "PK_UncoveredSecrets" PRIMARY KEY ("SecretId", "EnvironmentId"),
                    CONSTRAINT "FK_UncoveredSecrets_Secrets_SecretId" FOREIGN KEY ("SecretId") REFERENCES "Secrets" ("Id") ON DELETE CASCADE
                );
                INSERT INTO "UncoveredSecrets" ("SecretId", "EnvironmentId", "Since") SELECT "SecretId", "EnvironmentId", "Since" FROM "UncoveredSecretsBefore";
                DROP TABLE "UncoveredSecretsBefore";
                """);

            migrationBuilder.AddColumn<bool>(
                name: "DeliversToAll",
                table: "Projects",
                type: "INTEGER",
                nullable: false,
                defaultValue: true);

            migrationBuilder.CreateTable(
                name: "ChosenProjects",
                columns: table => new
                {
                    ProjectId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChosenProjects", x => x.ProjectId);
                    table.ForeignKey(
                        name: "FK_ChosenProjects_Projects_ProjectId",
                        column: x => x.ProjectId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "FormerActors",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    ProjectId = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FormerActors", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SharedDeliveries",
                columns: table => new
                {
                    TokenId = table.Column<Guid>(type: "TEXT", nullable: false),
                    EnvironmentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SharedId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LastAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SharedDeliveries", x => x.TokenId);
                    table.ForeignKey(
                        name: "FK_SharedDeliveries_Environments_SharedId",
                        column: x => x.SharedId,
                        principalTable: "Environments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SharedDeliveries_EnvironmentId",
                table: "SharedDeliveries",
                column: "EnvironmentId");

            migrationBuilder.CreateIndex(
                name: "IX_SharedDeliveries_SharedId",
                table: "SharedDeliveries",
                column: "SharedId");

            // What was delivered until now held what is shared, personal tokens' too.
            migrationBuilder.Sql("""
                INSERT INTO "SharedDeliveries" ("TokenId", "EnvironmentId", "SharedId", "LastAt")
                SELECT token."Id", token."EnvironmentId", shared."Id", token."LastDeliveredAt"
                FROM "ServiceTokens" AS token
                JOIN "Environments" AS own ON own."Id" = token."EnvironmentId"
                JOIN "Environments" AS shared ON shared."Slug" = own."Slug"
                JOIN "Projects" AS organization ON organization."Id" = shared."ProjectId" AND organization."Kind" = 2
                WHERE token."LastDeliveredAt" IS NOT NULL;
                """);

            // Of people and tokens that are gone already the log has the name.
            migrationBuilder.Sql("""
                INSERT OR IGNORE INTO "FormerActors" ("Id", "Name", "ProjectId")
                SELECT "TargetId", "TargetName", NULL FROM "Audit"
                WHERE "Action" = 'person.removed' AND "Outcome" = 'ok' AND "TargetId" IS NOT NULL AND "TargetName" IS NOT NULL
                    AND "TargetId" NOT IN (SELECT "Id" FROM "People");
                INSERT OR IGNORE INTO "FormerActors" ("Id", "Name", "ProjectId")
                SELECT "TargetId", "TargetName", "ProjectId" FROM "Audit"
                WHERE "Action" = 'token.minted' AND "Outcome" = 'ok' AND "OwnerId" IS NULL AND "ProjectId" IS NOT NULL AND "TargetId" IS NOT NULL AND "TargetName" IS NOT NULL
                    AND "TargetId" NOT IN (SELECT "Id" FROM "ServiceTokens");
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ChosenProjects");

            migrationBuilder.DropTable(
                name: "FormerActors");

            migrationBuilder.DropTable(
                name: "SharedDeliveries");

            migrationBuilder.DropColumn(
                name: "DeliversToAll",
                table: "Projects");

            migrationBuilder.CreateIndex(
                name: "IX_UncoveredSecrets_EnvironmentId",
                table: "UncoveredSecrets",
                column: "EnvironmentId");

            migrationBuilder.CreateIndex(
                name: "IX_SecretDeliveries_TokenId",
                table: "SecretDeliveries",
                column: "TokenId");

            migrationBuilder.AddForeignKey(
                name: "FK_SecretDeliveries_ServiceTokens_TokenId",
                table: "SecretDeliveries",
                column: "TokenId",
                principalTable: "ServiceTokens",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_UncoveredSecrets_Environments_EnvironmentId",
                table: "UncoveredSecrets",
                column: "EnvironmentId",
                principalTable: "Environments",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }
    }
}
